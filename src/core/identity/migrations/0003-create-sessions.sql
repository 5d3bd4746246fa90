create table identity.setting (
  name text not null,
  valid_from date not null,
  value integer not null,
  basis text not null,
  primary key (name, valid_from)
);
comment on table identity.setting is 'Limits as dated rows; the newest row not later than the day counts.';

insert into identity.setting (name, valid_from, value, basis) values
  ('session-idle-seconds', '2025-01-01', 3600, 'NIST SP 800-63B-4 §2.2.3: at most one hour without activity at AAL2'),
  ('session-longest-seconds', '2025-01-01', 43200, 'NIST SP 800-63B-4 §2.2.3 allows 24 hours; one working day is enough here'),
  ('code-step-seconds', '2025-01-01', 300, 'Ours: time to type the code of the second factor'),
  ('lock-free-failures', '2025-01-01', 5, 'OWASP Authentication Cheat Sheet, account lockout'),
  ('lock-first-seconds', '2025-01-01', 30, 'Ours: doubles with each further failure'),
  ('lock-longest-seconds', '2025-01-01', 900, 'Ours: about 100 guesses a day at most, the bound of NIST SP 800-63B-4 §3.2.2'),
  ('failures-forgotten-seconds', '2025-01-01', 86400, 'Ours'),
  ('prefix-failures', '2025-01-01', 100, 'Ours: a whole office may stand behind one address'),
  ('prefix-window-seconds', '2025-01-01', 900, 'Ours'),
  ('attempts-kept-days', '2025-01-01', 365, 'Nghị định 53/2022/NĐ-CP: system logs at least 12 months (article to be confirmed)');

create table identity.session (
  id uuid primary key,
  account_id uuid not null references identity.account (id),
  token_hash bytea not null unique,
  assignment_id uuid references identity.assignment (id),
  created_at timestamptz not null,
  verified_at timestamptz,
  last_seen_at timestamptz not null,
  idle_seconds integer not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('signed-out', 'ended-by-owner', 'password-changed', 'second-factor-changed', 'too-many-codes')),
  device text not null,
  address_prefix text not null,
  check ((ended_at is null) = (ended_because is null))
);
comment on column identity.session.token_hash is 'SHA-256 of the 256 random bits in the cookie; the token itself is stored nowhere.';
comment on column identity.session.assignment_id is 'The post chosen; null: the first of the current ones.';
comment on column identity.session.verified_at is 'Null while the code of the second factor is awaited: such a session is nobody''s yet.';
comment on column identity.session.last_seen_at is 'To the minute, so that not every page writes.';
comment on column identity.session.device is 'Browser and system in a few words, for the owner to recognise it; not the whole user agent.';
comment on column identity.session.address_prefix is 'IPv4 /24 or IPv6 /56.';
create index session_account on identity.session (account_id, created_at);

create table identity.throttle (
  key bytea primary key,
  kind text not null check (kind in ('name', 'prefix')),
  failures integer not null,
  since timestamptz not null,
  latest_at timestamptz not null,
  locked_until timestamptz
);
comment on table identity.throttle is 'Wrong guesses by typed name and by address prefix. Unknown names are counted like known ones, so that a lock tells nothing.';
comment on column identity.throttle.key is 'HMAC with the key of the data folder: people type passwords into the name field.';
create index throttle_latest on identity.throttle (latest_at);

create table identity.sign_in_attempt (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  name_hash bytea not null,
  prefix_hash bytea not null,
  account_id uuid references identity.account (id),
  outcome text not null check (outcome in ('signed-in', 'code-needed', 'wrong', 'wrong-code', 'waiting'))
);
create index sign_in_attempt_at on identity.sign_in_attempt using brin (at);
create index sign_in_attempt_account on identity.sign_in_attempt (account_id, at) where account_id is not null;

create table identity.software_client (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9.-]{2,63}$'),
  title text not null,
  agency_id uuid not null references agencies.agency (id),
  role text not null references identity.role (name),
  secret_hash bytea not null,
  created_at timestamptz not null,
  created_by text not null,
  closed_at timestamptz
);
comment on table identity.software_client is 'Accounts of other agencies'' systems, for exchange by HTTP.';
comment on column identity.software_client.secret_hash is 'SHA-256 of a secret we made ourselves with 160 bits; a slow hash is for secrets that people choose.';
create index software_client_agency on identity.software_client (agency_id);
