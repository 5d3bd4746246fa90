create table subscriptions.digest (
  id bigint generated always as identity primary key,
  frequency text not null check (frequency in ('daily', 'weekly')),
  day date not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  done_to bigint not null default 0,
  finished_at timestamptz,
  unique (frequency, day)
);
comment on table subscriptions.digest is 'what was announced after from_at up to to_at, told at once to those who asked for that; each span begins where the one before ended';
comment on column subscriptions.digest.day is 'the day, or the Monday of the week, at whose set hour it was due';
comment on column subscriptions.digest.done_to is 'addresses up to this number have theirs queued';

alter table subscriptions.letter add column digest_id bigint;
create index letter_digest on subscriptions.letter (digest_id) where digest_id is not null;
