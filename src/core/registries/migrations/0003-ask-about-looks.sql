create table registries.question (
  id uuid primary key,
  look_id uuid not null references registries.look (id),
  keeper_id uuid,
  asked_by text not null,
  asked_person_id uuid not null,
  words text not null check (length(words) between 1 and 2000),
  asked_at timestamptz not null,
  due date not null,
  answered_by text,
  answered_at timestamptz,
  answer text check (length(answer) between 1 and 4000),
  unique (look_id, asked_person_id),
  constraint question_answered_whole check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null)),
  constraint question_not_answered_by_asker check (answered_by <> asked_by)
);
comment on table registries.question is '"Tôi không hiểu lượt xem này": somebody asks the keeper of the register about a look; once, answered once, by a day counted in working days';
comment on column registries.question.keeper_id is 'agency that keeps the register on that day; null: it is not in the address book, and whoever keeps registers nationwide answers';
create index question_waiting on registries.question (keeper_id, asked_at) where answered_at is null;
