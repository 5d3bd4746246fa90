create table information.answer_term (
  id uuid primary key,
  agency_id uuid references agencies.agency (id),
  kind text,
  days int not null check (days between 1 and 60),
  valid_from date not null,
  source text not null check (source <> ''),
  proposed_by text not null,
  proposed_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  constraint answer_term_whole check ((confirmed_by is null) = (confirmed_at is null)),
  constraint answer_term_by_two_persons check (confirmed_by <> proposed_by)
);
comment on table information.answer_term is 'within how many calendar days an agency answers a question of the press, from when, by which rule';
comment on column information.answer_term.agency_id is 'null: for all agencies, the longest that an agency may give itself';
comment on column information.answer_term.kind is 'kind of the release that is asked about; null: all';
comment on column information.answer_term.confirmed_by is 'who compared it with its source; the common term holds before that, and is marked';
create index answer_term_agency on information.answer_term (agency_id);

insert into information.answer_term (id, agency_id, kind, days, valid_from, source, proposed_by, proposed_at) values
  ('00000000-0000-4000-8000-000000000030', null, null, 30, '2017-01-01',
  'Luật Báo chí số 103/2016/QH13, Điều 39 (trả lời trên báo chí); chưa đối chiếu nguyên văn và luật thay thế nếu có', 'product', '2026-01-01T00:00:00Z');

create function information.answer_term_for(agency uuid, of_kind text, day date) returns uuid language sql stable as $$
  select id from information.answer_term
  where (agency_id = agency and confirmed_at is not null or agency_id is null) and (kind = of_kind or kind is null) and valid_from <= day
  order by agency_id is null, kind is null, valid_from desc, proposed_at desc limit 1
$$;

alter table information.press_question
  add column wished date,
  add column term_id uuid references information.answer_term (id),
  add column answer_release_id uuid unique references information.release (id);
update information.press_question set wished = due, term_id = '00000000-0000-4000-8000-000000000030',
  due = (asked_at at time zone 'Asia/Ho_Chi_Minh')::date + 30;
alter table information.press_question alter column term_id set not null;
comment on column information.press_question.due is 'last day by the term that held when it was asked';
comment on column information.press_question.wished is 'the day by which the reporter would like the answer';
comment on column information.press_question.answer_release_id is 'the release of the kind "answer to the press" that was made from the answer';

create table information.question_reminder (
  question_id uuid not null references information.press_question (id),
  stage text not null check (stage in ('before', 'after')),
  made_at timestamptz not null,
  primary key (question_id, stage)
);
comment on table information.question_reminder is 'letters to an agency''s press desk: the last day is near, the last day has passed; one of each';

create table information.press_contact (
  agency_id uuid primary key references agencies.agency (id),
  mail_address_id bigint not null,
  set_by text not null,
  set_at timestamptz not null
);
comment on table information.press_contact is 'where an agency''s press desk is reminded; the address is kept sealed among the notifications';
