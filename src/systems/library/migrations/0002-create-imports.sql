create table library.import_run (
  id uuid primary key,
  name text not null,
  agency_id uuid references agencies.agency (id),
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  added int not null default 0,
  repeated int not null default 0,
  refused int not null default 0
);
comment on table library.import_run is 'One run of the importer over a corpus. finished_at null: still running, or cut off; running it again adds only what is missing.';
comment on column library.import_run.agency_id is 'The agency whose staff correct the rows; null: any editor.';

create table library.import_content (
  content_hash bytea primary key,
  document_id uuid not null references documents.document (id)
);
comment on table library.import_content is 'SHA-256 of what was imported: the same content again adds nothing, in whatever file or order it comes.';

create table library.import_row (
  run_id uuid not null references library.import_run (id) on delete cascade,
  line int not null,
  name text not null,
  outcome text not null check (outcome in ('added', 'repeated', 'refused')),
  document_id uuid references documents.document (id),
  number_notation text,
  abstract text,
  reason text,
  primary key (run_id, line)
);
comment on column library.import_row.line is 'Line of the NDJSON file or position of the file in its folder, from 1.';

create table library.finding (
  id uuid primary key,
  run_id uuid not null references library.import_run (id) on delete cascade,
  line int not null,
  document_id uuid not null references documents.document (id),
  field text not null,
  code text not null,
  given text,
  suggested text,
  settled_at timestamptz,
  foreign key (run_id, line) references library.import_row (run_id, line) on delete cascade
);
comment on table library.finding is 'What is wrong or missing in the metadata of an imported document. Settled when an editor corrects the document or leaves it as it is on purpose.';
create index finding_of_run on library.finding (run_id, line);
create index finding_open on library.finding (document_id) where settled_at is null;
create index import_row_document on library.import_row (document_id) where outcome = 'added';
