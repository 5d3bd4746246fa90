create table signatures.certificate (
  id uuid primary key,
  serial text not null unique,
  kind text not null check (kind in ('root', 'ca', 'person', 'seal', 'tsa', 'gateway')),
  subject text not null,
  issuer_id uuid references signatures.certificate (id),
  account_id uuid,
  agency_id uuid,
  site text,
  not_before timestamptz not null,
  not_after timestamptz not null,
  issued_at timestamptz not null,
  fingerprint text not null unique,
  der bytea not null,
  check (not_before < not_after),
  check ((kind = 'root') = (issuer_id is null)),
  check ((kind = 'person') = (account_id is not null)),
  check (kind <> 'seal' or agency_id is not null),
  check ((kind = 'gateway') = (site is not null))
);

create index certificate_of_account on signatures.certificate (account_id, not_after desc) where account_id is not null;
create index certificate_of_agency on signatures.certificate (agency_id, kind, not_after desc) where agency_id is not null;
create index certificate_of_machine on signatures.certificate (kind, not_after desc) where kind in ('root', 'ca', 'tsa', 'gateway');

comment on table signatures.certificate is 'Every certificate this site issued. Rows are never changed or removed: old signatures need them.';
comment on column signatures.certificate.serial is 'Serial number in hex without leading zeros.';
comment on column signatures.certificate.subject is 'The name on one line, for lists.';
comment on column signatures.certificate.site is 'Name of the installation whose envelopes and ledger a gateway certificate signs.';
comment on column signatures.certificate.fingerprint is 'SHA-256 of the DER in hex.';

create table signatures.signing_key (
  certificate_id uuid primary key references signatures.certificate (id),
  master_key text not null,
  nonce bytea not null,
  sealed bytea not null
);

comment on table signatures.signing_key is 'Private keys (PKCS#8) under AES-256-GCM with the site''s master key, bound to their row.';
comment on column signatures.signing_key.master_key is 'Which master key opens it: first 16 hex digits of the SHA-256 of the key.';
comment on column signatures.signing_key.sealed is 'Ciphertext followed by the 16-byte tag.';

create table signatures.revocation (
  certificate_id uuid primary key references signatures.certificate (id),
  revoked_at timestamptz not null,
  reason text not null check (reason in
    ('unspecified', 'keyCompromise', 'affiliationChanged', 'superseded', 'cessationOfOperation', 'privilegeWithdrawn')),
  revoked_by text not null
);

comment on table signatures.revocation is 'Certificates that count no more from an instant on; a revocation is never taken back.';
