create table identity.passkey (
  id text primary key,
  account_id uuid not null references identity.account (id),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  device_type text not null check (device_type in ('singleDevice', 'multiDevice')),
  backed_up boolean not null,
  aaguid text not null,
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null,
  used_at timestamptz,
  removed_at timestamptz
);
comment on table identity.passkey is 'Passkeys (W3C Web Authentication): the private key stays in the person''s device or key ring; here lies what checks it.';
comment on column identity.passkey.id is 'Credential id, base64url, as the authenticator made it.';
comment on column identity.passkey.counter is 'As last told; never decides anything: keys that are synchronised between devices do not count evenly.';
comment on column identity.passkey.device_type is 'singleDevice: cannot leave its device (hwk); multiDevice: can be synchronised (swk).';
create index passkey_account on identity.passkey (account_id) where removed_at is null;

create table identity.passkey_challenge (
  hash bytea primary key,
  purpose text not null check (purpose in ('add', 'prove')),
  account_id uuid references identity.account (id),
  authentication_id uuid references identity.authentication (id) on delete cascade,
  expires_at timestamptz not null,
  check ((purpose = 'add') = (account_id is not null)),
  check ((purpose = 'prove') = (authentication_id is not null))
);
comment on table identity.passkey_challenge is 'Random questions put to passkeys; the row goes with the first answer, right or wrong.';
create index passkey_challenge_expiry on identity.passkey_challenge (expires_at);

alter table identity.session
  add column proven_level smallint check (proven_level between 1 and 4),
  add column proven_at timestamptz;
comment on column identity.session.proven_at is 'When the owner last proved who they are in this session, and at which level: asked for again before the ways in are changed.';

insert into identity.setting (name, valid_from, value, basis) values
  ('proven-seconds', '2025-01-01', 300, 'Ours: how long a proof of identity is fresh enough to change the ways in'),
  ('challenge-seconds', '2025-01-01', 300, 'W3C Web Authentication Level 3 §15.1: 5 to 10 minutes for somebody with disabilities');
