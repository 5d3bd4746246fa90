create table information.journalist (
  id uuid primary key,
  agency_id uuid not null references agencies.agency (id),
  full_name text not null,
  outlet text not null,
  card_number text not null,
  card_until date not null,
  token_hash text not null unique,
  master_key text not null,
  nonce bytea not null,
  sealed bytea not null,
  terms_version int,
  terms_accepted_at timestamptz,
  revoked_at timestamptz,
  accredited_at timestamptz not null,
  accredited_by text not null
);
comment on table information.journalist is 'a reporter whom an agency lets read releases before their moment';
comment on column information.journalist.token_hash is 'SHA-256 of the secret in the reporter''s own address; the secret itself is sealed beside it';
create index journalist_agency on information.journalist (agency_id);

create table information.press_offer (
  release_id uuid not null,
  edition int not null,
  offered_at timestamptz not null,
  offered_by text not null,
  primary key (release_id, edition),
  foreign key (release_id, edition) references information.edition (release_id, number)
);
comment on table information.press_offer is 'editions that accredited reporters of the agency may read before their moment';

create table information.press_copy (
  mark bigint primary key check (mark between 0 and 4294967295),
  journalist_id uuid not null references information.journalist (id),
  release_id uuid not null,
  edition int not null,
  made_at timestamptz not null,
  unique (journalist_id, release_id, edition),
  foreign key (release_id, edition) references information.edition (release_id, number)
);
comment on column information.press_copy.mark is '32 random bits, written into the words of this reader''s copy by signs without width';

create table information.press_reading (
  id uuid primary key,
  mark bigint not null references information.press_copy (mark),
  at timestamptz not null
);
create index press_reading_mark on information.press_reading (mark, at);

create table information.press_question (
  id uuid primary key,
  release_id uuid not null references information.release (id),
  journalist_id uuid not null references information.journalist (id),
  asked_at timestamptz not null,
  due date not null,
  question text not null,
  answer text,
  answered_at timestamptz,
  answered_by text,
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null))
);
create index press_question_release on information.press_question (release_id);
create index press_question_open on information.press_question (due) where answer is null;
