create table cases.earlier_answers (
  case_id uuid not null references cases.case_record,
  until   timestamptz not null,
  answers jsonb not null,
  primary key (case_id, until)
);
comment on table cases.earlier_answers is 'Answers as they stood before a supplement changed them.';
create trigger earlier_answers_are_kept before update or delete on cases.earlier_answers
  for each row execute function cases.refuse_change();
