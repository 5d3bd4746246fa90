create table signing.level_rule (
  id int generated always as identity primary key,
  step text not null check (step in ('personal', 'seal')),
  wanted_level int not null check (wanted_level between 1 and 4),
  least_level int not null check (least_level between 1 and 4),
  valid_for_minutes int not null check (valid_for_minutes between 1 and 240),
  valid_from date not null,
  valid_to date,
  source text not null,
  check (least_level <= wanted_level),
  check (valid_to is null or valid_to > valid_from)
);
comment on table signing.level_rule is 'How strongly a signer must prove who they are for each use of a key, by date.';
comment on column signing.level_rule.wanted_level is 'Authentication level of Decree 69/2024 that is demanded where somebody on this site can reach it.';
comment on column signing.level_rule.least_level is 'Demanded where nobody on this site can reach the wanted one.';
comment on column signing.level_rule.valid_for_minutes is 'How long an authorisation may be used: a list interrupted for longer must be authorised again.';
insert into signing.level_rule (step, wanted_level, least_level, valid_for_minutes, valid_from, source) values
  ('personal', 3, 1, 60, '2024-07-01', 'Nghị định 69/2024/NĐ-CP nêu các mức xác thực; mức tối thiểu là lựa chọn của điểm cài đặt này cho đến khi người ký có hai yếu tố'),
  ('seal', 3, 1, 60, '2024-07-01', 'Nghị định 69/2024/NĐ-CP nêu các mức xác thực; mức tối thiểu là lựa chọn của điểm cài đặt này cho đến khi văn thư có hai yếu tố');

create table signing.batch (
  id uuid primary key,
  agency_id uuid not null references agencies.agency (id),
  step text not null check (step in ('personal', 'seal')),
  title text not null,
  level text not null check (level in ('B-T', 'B-LT', 'B-LTA')),
  shown boolean not null,
  signer_id uuid references identity.account (id),
  prepared_by uuid not null references identity.account (id),
  prepared_at timestamptz not null,
  state text not null check (state in ('waiting', 'signing', 'done', 'withdrawn')),
  state_since timestamptz not null,
  version int not null default 1,
  check ((step = 'personal') = (signer_id is not null))
);
comment on table signing.batch is 'Files put before one signer, or before those who keep an agency''s seal: signed with one authorisation.';
comment on column signing.batch.signer_id is 'Whose signature is asked for; null for a seal, which any keeper of it may put on.';
comment on column signing.batch.shown is 'Whether a PDF shows the signature on its last page.';
create index batch_desk on signing.batch (agency_id, state, state_since);
create index batch_signer on signing.batch (signer_id, state) where signer_id is not null;

create table signing.authorisation (
  id uuid primary key,
  batch_id uuid not null references signing.batch (id),
  account_id uuid not null references identity.account (id),
  root bytea not null check (length(root) = 32),
  items int not null,
  minimum_level int not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  proven_at timestamptz,
  level int,
  factors text[],
  holder jsonb not null,
  certificate_id uuid,
  voided_at timestamptz,
  check ((proven_at is null) = (level is null))
);
comment on table signing.authorisation is 'A signer''s word for one list of files: the Merkle root (RFC 6962) over their names and hashes. It counts for no other list.';
comment on column signing.authorisation.holder is 'The signer as they stood in their post when they authorised.';
comment on column signing.authorisation.certificate_id is 'The certificate that was theirs then; a list is not finished with another one.';
create index authorisation_of_batch on signing.authorisation (batch_id, opened_at desc);

create table signing.item (
  id uuid primary key,
  batch_id uuid not null references signing.batch (id),
  position int not null check (position between 1 and 500),
  name text not null,
  kind text not null check (kind in ('pdf', 'xml', 'other')),
  size int not null check (size > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('waiting', 'signed', 'failed')),
  reason_vi text,
  reason_en text,
  signed_name text,
  signed_sha256 text check (signed_sha256 ~ '^[0-9a-f]{64}$'),
  signed_level text,
  signed_at timestamptz,
  certificate_serial text,
  authorisation_id uuid references signing.authorisation (id),
  unique (batch_id, position),
  check ((state = 'signed') = (signed_sha256 is not null)),
  check (state <> 'failed' or reason_vi is not null)
);
comment on column signing.item.authorisation_id is 'The signer''s word under which it is, or was, to be signed.';
comment on column signing.item.reason_vi is 'Why it was not signed, or why its level is lower than wanted.';
