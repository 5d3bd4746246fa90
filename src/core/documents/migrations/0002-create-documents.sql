create table documents.document (
  id uuid primary key,
  issuer_agency_id uuid references agencies.agency (id),
  issuer_name text not null,
  issuer_code text,
  kind text not null references documents.kind (code),
  normative boolean not null default false,
  book text not null,
  year int check (year between 1945 and 2200),
  number int check (number > 0),
  notation text,
  number_notation text,
  number_key text,
  issued_on date,
  place text,
  abstract text not null,
  field text,
  unit_code text,
  language text not null default 'vi',
  urgency int not null default 0 check (urgency between 0 and 3),
  signer_competence text,
  signer_position text,
  signer_name text,
  page_count int check (page_count > 0),
  visibility text not null default 'internal' check (visibility in ('public', 'internal')),
  state text not null default 'draft' check (state in ('draft', 'issued', 'recalled')),
  recall_reason text,
  effective_from date,
  effective_to date check (effective_to >= effective_from),
  source text not null check (source in ('written', 'imported', 'received')),
  source_detail text,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((number_notation is null) = (number_key is null)),
  check (source <> 'written' or state = 'draft' or (number is not null and number_notation is not null and issued_on is not null)),
  check ((state = 'recalled') = (recall_reason is not null))
);
comment on table documents.document is 'An official document (văn bản). Secret kinds never enter: there is no secrecy column on purpose (they are refused).';
comment on column documents.document.issuer_name is 'Name of the issuing body as of the date of issue; it stays when the body is renamed or merged.';
comment on column documents.document.issuer_code is 'Electronic identifier of the issuing body as of the date of issue (QĐ 20/2020/QĐ-TTg form).';
comment on column documents.document.notation is 'Ký hiệu without number and year: QĐ-UBND, UBND-VP.';
comment on column documents.document.number_notation is 'Số/ký hiệu as printed: 05/QĐ-UBND, 118/2025/NĐ-CP.';
comment on column documents.document.number_key is 'number_notation folded for look-up: 5/qdubnd, 118/2025/ndcp. Not unique: every province has a 1/2025/QĐ-UBND.';
comment on column documents.document.unit_code is 'Administrative unit the document concerns, as of its date.';
comment on column documents.document.urgency is '0 thường, 1 khẩn, 2 thượng khẩn, 3 hỏa tốc.';
comment on column documents.document.effective_to is 'First day no longer in force ("hết hiệu lực kể từ ngày"), when the document itself sets one.';
comment on column documents.document.version is 'Counts changes, so that a stale tab is noticed.';

create unique index document_number_once on documents.document (issuer_agency_id, book, year, number)
  where source = 'written' and number is not null;
create index document_by_number_key on documents.document (number_key text_pattern_ops);
create index document_by_issuer on documents.document (issuer_agency_id, issued_on desc);
create index document_by_kind on documents.document (kind, issued_on desc);
create index document_by_unit on documents.document (unit_code) where unit_code is not null;

create table documents.edition (
  document_id uuid not null references documents.document (id) on delete cascade,
  edition int not null check (edition > 0),
  markdown text not null,
  plain text not null,
  reason text,
  created_at timestamptz not null,
  primary key (document_id, edition)
);
comment on table documents.edition is 'The wording. Edition 1 is the first; a correction of an issued text (đính chính) adds the next and never changes the one before.';
comment on column documents.edition.markdown is 'Markdown subset: headings, lists, bold, italic, tables.';

create table documents.file (
  id uuid primary key,
  document_id uuid not null references documents.document (id) on delete cascade,
  edition int not null default 1,
  role text not null check (role in ('main', 'attachment', 'source')),
  name text not null,
  media_type text not null,
  size int not null check (size >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  page_count int,
  position int not null default 0,
  created_at timestamptz not null
);
comment on column documents.file.role is 'main: the document itself; attachment: what is sent with it; source: what it was made or imported from.';
create index file_of_document on documents.file (document_id, edition, position);
create index file_by_hash on documents.file (sha256);

create table documents.signature (
  id uuid primary key,
  document_id uuid not null references documents.document (id) on delete cascade,
  file_id uuid not null references documents.file (id) on delete cascade,
  role text not null check (role in ('person', 'seal')),
  holder_name text not null,
  certificate_serial text not null,
  signed_at timestamptz not null
);
create index signature_of_document on documents.signature (document_id, signed_at);
create index signature_by_certificate on documents.signature (certificate_serial);

create table documents.recipient (
  id uuid primary key,
  document_id uuid not null references documents.document (id) on delete cascade,
  role text not null check (role in ('to', 'cc')),
  agency_id uuid references agencies.agency (id),
  group_key text,
  label text not null,
  position int not null,
  check (num_nonnulls(agency_id, group_key) <= 1)
);
comment on table documents.recipient is 'Nơi nhận as printed. Either an agency, a group that is resolved as of the sending date, or only words.';
create index recipient_of_document on documents.recipient (document_id, position);
create index recipient_by_agency on documents.recipient (agency_id) where agency_id is not null;

create table documents.book (
  agency_id uuid not null references agencies.agency (id),
  code text not null,
  year int not null,
  next_number int not null check (next_number > 0),
  primary key (agency_id, code, year)
);
comment on table documents.book is 'Numbering restarts each calendar year in each book. The row stays locked until the signing transaction ends: no gap, no double.';

create table documents.history (
  id bigint generated always as identity primary key,
  document_id uuid not null references documents.document (id) on delete cascade,
  at timestamptz not null,
  actor_id text not null,
  event text not null,
  note text,
  details jsonb
);
create index history_of_document on documents.history (document_id, id);
