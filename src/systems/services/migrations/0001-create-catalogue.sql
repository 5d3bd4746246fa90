-- The catalogue of administrative procedures. The schema itself is shared by all parts of this system.

create table services.procedure_import (
  id uuid primary key,
  file_name text not null,
  file_sha256 text not null,
  records_day date,
  began_at timestamptz not null,
  finished_at timestamptz,
  parser smallint not null,
  added int not null default 0,
  changed int not null default 0,
  unchanged int not null default 0,
  returned int not null default 0,
  gone int not null default 0,
  refused jsonb not null default '[]'
);
comment on table services.procedure_import is 'A run of the importer over one file of the national database of procedures. A run that changed nothing leaves no row.';
comment on column services.procedure_import.records_day is 'Day on which the records were taken from the national portal, where whoever imported them knows it.';
comment on column services.procedure_import.parser is 'Version of the rules that took the flattened tables apart.';
comment on column services.procedure_import.refused is 'Lines that are no record: [{line, reason}], at most 200.';
create index procedure_import_newest on services.procedure_import (began_at desc);

create table services.procedure (
  code text primary key check (code ~ '^[0-9A-Za-z][0-9A-Za-z._-]{1,39}$'),
  origin text not null check (origin in ('national', 'own')),
  version int not null,
  name text not null,
  name_order text not null,
  field text,
  field_key text,
  keeper text,
  levels text[] not null,
  audiences text[] not null,
  channels text[] not null,
  gone_since date,
  changed_at timestamptz not null
);
comment on table services.procedure is 'A procedure as its newest version says, in columns for lists and filters. Derived from services.procedure_version.';
comment on column services.procedure.origin is 'national: a record of the national database; own: only a definition of this site knows it.';
comment on column services.procedure.name_order is 'Name folded, by which lists without a question are ordered.';
comment on column services.procedure.keeper is 'Ministry that keeps the record, as the source names its folder (bo-tu-phap); null: unknown.';
comment on column services.procedure.gone_since is 'Day of the first import in whose file the record was missing; null: it is there.';
create index procedure_by_name on services.procedure (name_order, code);

create table services.procedure_version (
  code text not null references services.procedure (code),
  version int not null check (version > 0),
  sha256 text not null,
  valid_from date not null,
  import_id uuid references services.procedure_import (id),
  source_url text,
  records_day date,
  record jsonb,
  entry jsonb not null,
  parser smallint not null,
  primary key (code, version)
);
comment on table services.procedure_version is 'Every version of a record that was ever imported; none is changed or deleted, only read anew (entry, parser).';
comment on column services.procedure_version.sha256 is 'Of the canonical JSON of the record.';
comment on column services.procedure_version.valid_from is 'Day of the import that brought it.';
comment on column services.procedure_version.record is 'The record word for word, as the source had it; null for an own definition.';
comment on column services.procedure_version.entry is 'The record taken apart; see catalogue/entry.ts.';

create table services.procedure_gap (
  code text not null references services.procedure (code),
  field text not null,
  reason text not null,
  pieces int not null,
  sample text not null,
  primary key (code, field, reason)
);
comment on table services.procedure_gap is 'What of the newest versions could not be taken apart, or only with doubt; shown to readers word for word. Derived.';
create index procedure_gap_kind on services.procedure_gap (field, reason, code);

create table services.procedure_term (
  term text not null,
  code text not null references services.procedure (code),
  weight real not null,
  primary key (term, code)
);
comment on table services.procedure_term is 'Words and pairs of words by which a procedure is found, each with what it counts (BM25). Derived.';
