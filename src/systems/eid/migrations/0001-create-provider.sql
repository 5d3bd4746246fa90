create table eid.secret (
  name text primary key check (name in ('pairwise', 'cookies', 'nonces')),
  master_key text not null,
  nonce bytea not null,
  sealed bytea not null,
  created_at timestamptz not null
);
comment on table eid.secret is 'Random keys of the whole site, made on the first start and sealed with the vault''s master key, so that every process has the same ones.';
comment on column eid.secret.name is 'pairwise: subjects by sector (never changes: every site would take its users for strangers); cookies: signatures of our cookies; nonces: DPoP.';

create table eid.signing_key (
  id text primary key,
  public_key jsonb not null,
  master_key text not null,
  nonce bytea not null,
  sealed bytea not null,
  created_at timestamptz not null,
  created_by text not null,
  signs_from timestamptz not null,
  published_until timestamptz
);
comment on table eid.signing_key is 'ES256 keys of tokens. The newest whose signs_from has come signs; all whose published_until has not come are published.';
comment on column eid.signing_key.id is 'The kid: thumbprint of the public key (RFC 7638).';
comment on column eid.signing_key.signs_from is 'Later than created_at in an ordinary change, so that sites have fetched the key before the first token bears it.';
create unique index signing_key_first on eid.signing_key ((true)) where created_by = 'system:first-start';

create table eid.client (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9.-]{2,63}$'),
  title_vi text not null check (length(title_vi) between 1 and 160),
  title_en text not null check (length(title_en) between 1 and 160),
  agency_id uuid references agencies.agency (id),
  kind text not null check (kind in ('web', 'native')),
  proof text not null check (proof in ('none', 'secret', 'key')),
  secret_hash text,
  keys jsonb,
  keys_url text,
  redirect_uris text[] not null check (cardinality(redirect_uris) between 1 and 20),
  logout_uris text[] not null default '{}',
  backchannel_logout_uri text,
  sector text not null,
  scopes text[] not null,
  minimum_level integer not null default 1 check (minimum_level between 1 and 4),
  freshest_seconds integer check (freshest_seconds between 0 and 86400),
  profile text not null default 'standard' check (profile in ('standard', 'fapi2')),
  consent text not null default 'ask' check (consent in ('ask', 'own')),
  reads_tokens boolean not null default false,
  refreshes boolean not null default false,
  represents boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  closed_at timestamptz,
  check ((proof = 'secret') = (secret_hash is not null)),
  check ((proof = 'key') = (num_nonnulls(keys, keys_url) = 1)),
  check (profile = 'standard' or proof = 'key')
);
comment on table eid.client is 'Sites and apps that people log in to through us.';
comment on column eid.client.secret_hash is 'SHA-256 of a secret we made ourselves with 256 bits, base64url.';
comment on column eid.client.sector is 'Clients of one sector know a person by the same subject, those of different sectors by different ones.';
comment on column eid.client.freshest_seconds is 'A log-in older than this does not count here; null: as long as the session lasts.';
comment on column eid.client.consent is 'own: the State''s own door, which learns nothing that it does not know; its users are not asked.';
comment on column eid.client.reads_tokens is 'May ask what another client''s token is good for (introspection): a resource server.';
comment on column eid.client.represents is 'People may act for others here (mandates, token exchange).';
create index client_agency on eid.client (agency_id);

create table eid.model (
  kind text not null,
  key bytea not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  account_id uuid,
  mandate_id uuid,
  client_id text,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (kind, key)
);
comment on table eid.model is 'What the provider remembers: sessions, interactions, grants, codes, tokens, used proofs.';
comment on column eid.model.key is 'SHA-256 of the identifier: what opens a session or proves a right is stored nowhere.';
comment on column eid.model.account_id is 'Of the natural person who logged in, also where the subject is somebody they act for.';
create index model_grant on eid.model (grant_id) where grant_id is not null;
create index model_uid on eid.model (uid) where uid is not null;
create index model_account on eid.model (account_id) where account_id is not null;
create index model_mandate on eid.model (mandate_id) where mandate_id is not null;
create index model_expires on eid.model (expires_at);

create table eid.consent (
  id uuid primary key,
  account_id uuid not null references identity.account (id),
  client_id text not null references eid.client (id),
  scopes text[] not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index consent_current on eid.consent (account_id, client_id) where withdrawn_at is null;

create table eid.use (
  id bigint generated always as identity primary key,
  account_id uuid not null,
  client_id text not null,
  at timestamptz not null,
  kind text not null check (kind in ('logged-in', 'acted-for')),
  claims text[] not null,
  level integer not null,
  mandate_id uuid
);
comment on table eid.use is 'Every use of an electronic identity, shown to its owner; written in the statement that stores the code or token.';
create index use_account on eid.use (account_id, id);
create index use_at on eid.use using brin (at);

create table eid.setting (
  name text not null,
  valid_from date not null,
  value integer not null,
  basis text not null,
  primary key (name, valid_from)
);
comment on table eid.setting is 'Limits as dated rows; the newest row not later than the day counts.';
insert into eid.setting (name, valid_from, value, basis) values
  ('access-token-seconds', '2025-01-01', 600, 'Ours: RFC 9700 §4.10 asks for short lives'),
  ('code-seconds', '2025-01-01', 60, 'FAPI 2.0 Security Profile §5.3.2.1: at most 60 seconds'),
  ('id-token-seconds', '2025-01-01', 3600, 'Ours'),
  ('interaction-seconds', '2025-01-01', 1800, 'Ours: time to find a phone and type a code'),
  ('refresh-token-seconds', '2025-01-01', 1209600, 'Ours: two weeks'),
  ('session-seconds', '2025-01-01', 43200, 'NIST SP 800-63B-4 §2.2.3 allows 24 hours; one working day is enough here'),
  ('use-kept-days', '2025-01-01', 1827, 'Nghị định 69/2024/NĐ-CP: history of use is kept 5 years (article to be confirmed)'),
  ('key-lead-seconds', '2025-01-01', 900, 'Ours: longer than sites keep our keys'),
  ('key-kept-days', '2025-01-01', 40, 'Ours: longer than any token that a key has signed');
