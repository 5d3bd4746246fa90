create table registries.correction (
  id uuid primary key,
  fact_id bigint not null references registries.fact (id),
  register text not null,
  keeper_id uuid,
  asked_by text not null,
  asked_person_id uuid not null,
  words text not null check (length(words) between 1 and 2000),
  asked_at timestamptz not null,
  due date not null,
  decision text check (decision in ('correct', 'refuse')),
  value jsonb,
  reason text check (length(reason) between 1 and 4000),
  proposed_by text,
  proposed_at timestamptz,
  confirmed_by text,
  confirmed_at timestamptz,
  constraint correction_proposed_whole check (num_nonnulls(decision, reason, proposed_by, proposed_at) in (0, 4)),
  constraint correction_value check ((value is not null) = (decision is not distinct from 'correct')),
  constraint correction_confirmed_whole check ((confirmed_by is null) = (confirmed_at is null) and (confirmed_at is null or decision is not null)),
  constraint correction_by_two_persons check (confirmed_by <> proposed_by),
  constraint correction_not_ones_own check (asked_by <> proposed_by and asked_by <> confirmed_by)
);
comment on table registries.correction is 'somebody asks for a fact to be corrected; one keeper proposes what to do, a second one confirms. The fact that was wrong stays in fact as no longer known';
create unique index correction_open on registries.correction (fact_id) where confirmed_at is null;
create index correction_waiting on registries.correction (keeper_id, asked_at) where confirmed_at is null;
create index correction_person on registries.correction (asked_person_id, asked_at);
