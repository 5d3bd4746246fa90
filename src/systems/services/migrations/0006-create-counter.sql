-- The counter of the one-stop desk: what is received there, and whose turn it is.

alter table services.draft add column counter_agency uuid references agencies.agency (id);
comment on column services.draft.counter_agency is 'Set when an official fills it in for a person at the counter of this agency; account_id is then the official.';
create index draft_of_counter on services.draft (counter_agency, updated_at desc) where case_id is null and counter_agency is not null;

create table services.ticket_day (
  agency_id uuid not null references agencies.agency (id),
  day date not null,
  last int not null,
  primary key (agency_id, day)
);
comment on table services.ticket_day is 'The last number that was taken of a day: its row is held while the next is taken, so that none is given twice.';

create table services.ticket (
  id uuid primary key,
  agency_id uuid not null references agencies.agency (id),
  day date not null,
  number int not null check (number > 0),
  taken_at timestamptz not null,
  called_at timestamptz,
  called_by text,
  counter int check (counter between 1 and 99),
  unique (agency_id, day, number),
  check ((called_at is null) = (called_by is null) and (called_at is null) = (counter is null))
);
comment on table services.ticket is 'Numbers of the queue: of an agency and a day, without any person.';
create index ticket_waiting on services.ticket (agency_id, day, number) where called_at is null;
create index ticket_called on services.ticket (agency_id, day, called_at) where called_at is not null;
