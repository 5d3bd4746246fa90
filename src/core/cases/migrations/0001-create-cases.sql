
create table cases.definition (
  version     text primary key check (version ~ '^[0-9a-f]{64}$'),
  code        text not null,
  json        jsonb not null,
  valid_from  date not null,
  added_at    timestamptz not null,
  added_by    text not null,
  -- Set once a second person approved it; what the product itself brings is approved by whoever installed it.
  approved_by text not null,
  unique (code, valid_from)
);
comment on table cases.definition is 'Versions of procedures as data; a case pins one for ever, so no row is ever changed or deleted.';

create function cases.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a version of a procedure is never changed: add a new one';
end $$;
create trigger definition_is_kept before update or delete on cases.definition
  for each row execute function cases.refuse_change();

create table cases.case_record (
  id                 uuid primary key,
  code               text not null unique,
  procedure_code     text not null,
  definition_version text not null references cases.definition,
  state              text not null,
  national_status    smallint not null check (national_status between 1 and 10),
  channel            text not null check (channel in ('online', 'counter', 'post')),
  receiving_agency   uuid not null references agencies.agency,
  handling_agency    uuid not null references agencies.agency,
  -- Who asks, for whom it is decided, who pressed the button: three ids, see DESIGN §4.
  applicant_person   uuid references identity.person,
  subject_person     uuid references identity.person,
  subject_organisation uuid references identity.organisation,
  submitted_by       text not null,
  mandate_id         uuid,
  assigned_to        uuid references identity.account,
  waits_for          text not null check (waits_for in ('applicant', 'receiver', 'handler', 'decider', 'other', 'system', 'nobody')),
  parent_id          uuid references cases.case_record,
  title              text not null,
  submitted_at       timestamptz not null,
  accepted_at        timestamptz,
  ended_at           timestamptz,
  term_amount        integer not null check (term_amount > 0),
  term_unit          text not null,
  cut_off            text,
  pauses             jsonb not null default '[]',
  due_on             date,
  due_at             timestamptz,
  -- Set once: the new date that a letter of apology promised.
  promised_on        date,
  fee                bigint not null default 0 check (fee >= 0),
  version            integer not null default 1,
  check (subject_person is not null or subject_organisation is not null)
);
comment on column cases.case_record.title is 'Whom and what it concerns, for lists: "Đăng ký khai sinh: Nguyễn Bé Mẫu".';
comment on column cases.case_record.pauses is '[[from, to or null, why], …]: spans in which the clock stood still.';

create index case_record_worklist on cases.case_record (handling_agency, waits_for, due_at, id) where ended_at is null;
create index case_record_received on cases.case_record (receiving_agency, submitted_at, id);
create index case_record_assigned on cases.case_record (assigned_to, due_at, id) where ended_at is null;
create index case_record_applicant on cases.case_record (applicant_person, submitted_at desc);
create index case_record_subject on cases.case_record (subject_person, submitted_at desc);
create index case_record_organisation on cases.case_record (subject_organisation, submitted_at desc) where subject_organisation is not null;
create index case_record_parent on cases.case_record (parent_id) where parent_id is not null;

create table cases.content (
  case_id uuid primary key references cases.case_record,
  answers jsonb not null,
  -- What registers said, apart from what the person typed: {"register.attribute.party": {"value", "source", "look"}}.
  facts   jsonb not null
);

create table cases.paper (
  case_id  uuid not null references cases.case_record,
  key      text not null,
  number   smallint not null default 0,
  how      text not null check (how in ('register', 'result', 'upload', 'original')),
  file     text,
  name     text,
  -- The look at a register, or the case whose result it is.
  source   text,
  added_at timestamptz not null,
  added_by text not null,
  primary key (case_id, key, number)
);

create table cases.event (
  case_id    uuid not null references cases.case_record,
  number     integer not null,
  at         timestamptz not null,
  event      text not null,
  from_state text,
  to_state   text not null,
  actor      text not null,
  -- As what: applicant, receiver, handler, decider, other, system; and the agency and post of an official.
  role       text not null,
  agency_id  uuid,
  post       text,
  reason     text,
  data       jsonb not null default '{}',
  primary key (case_id, number)
);
comment on table cases.event is 'What happened to a case, in order; never changed.';
create trigger event_is_kept before update or delete on cases.event for each row execute function cases.refuse_change();

create table cases.mark (
  case_id   uuid not null references cases.case_record,
  -- `field:childName` or `paper:birth-note`.
  target    text not null,
  note      text not null,
  marked_at timestamptz not null,
  marked_by text not null,
  cleared_at timestamptz,
  primary key (case_id, target, marked_at)
);

create table cases.result (
  case_id   uuid not null references cases.case_record,
  key       text not null,
  code      text not null,
  number    text not null,
  name      text not null,
  file      text not null,
  issued_at timestamptz not null,
  issued_by text not null,
  agency_id uuid not null references agencies.agency,
  revoked_at timestamptz,
  primary key (case_id, key)
);
create index result_file on cases.result (file);

create table cases.day_number (
  agency_id uuid not null references agencies.agency,
  day       date not null,
  last      integer not null,
  primary key (agency_id, day)
);
comment on table cases.day_number is 'Running number of the day of each agency that receives, for the code of a case (TT 01/2018/TT-VPCP art. 19).';
