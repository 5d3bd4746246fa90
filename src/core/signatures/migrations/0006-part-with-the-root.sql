-- Keys may lie in a token instead of under the master key.
alter table signatures.signing_key
  alter column master_key drop not null,
  alter column nonce drop not null,
  alter column sealed drop not null,
  add column token text,
  add constraint sealed_or_in_a_token check ((sealed is null) = (token is not null) and (sealed is null) = (master_key is null));

comment on column signatures.signing_key.token is
  'Label of the PKCS #11 token that holds the key, under the id of the certificate (CKA_ID); null: it is sealed here.';

create table signatures.pending_certificate (
  id uuid primary key,
  profile text not null check (profile in ('ca', 'tsa', 'ocsp')),
  issuer_id uuid not null references signatures.certificate (id),
  subject jsonb not null,
  public_key bytea not null,
  requested_at timestamptz not null,
  master_key text,
  nonce bytea,
  sealed bytea,
  token text,
  check ((sealed is null) = (token is not null) and (sealed is null) = (master_key is null))
);

comment on table signatures.pending_certificate is
  'Keys made here whose certificates the root, which lies elsewhere, has yet to sign. The row ends when the answer is brought.';
comment on column signatures.pending_certificate.id is 'Becomes the id of the certificate.';
comment on column signatures.pending_certificate.public_key is 'SubjectPublicKeyInfo in DER.';
