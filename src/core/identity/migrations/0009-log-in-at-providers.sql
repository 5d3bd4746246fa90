create table identity.provider_rule (
  kind text not null check (kind in ('acr', 'account-level', 'claim')),
  issuer text not null,
  theirs text not null,
  ours text not null,
  valid_from date not null,
  source text not null,
  primary key (kind, issuer, theirs, valid_from),
  check (kind <> 'acr' or ours in ('1', '2', '3', '4')),
  check (kind <> 'account-level' or ours in ('1', '2')),
  check (kind <> 'claim' or ours in ('full-name', 'birth-date', 'personal-number', 'account-level'))
);
comment on table identity.provider_rule is 'How the words of an identity provider are read: which acr is which authentication level, which claim says what. The newest row of an issuer not later than the day counts, before the one for any issuer.';
comment on column identity.provider_rule.issuer is 'As the provider names itself; * for every provider without a row of its own.';
comment on column identity.provider_rule.theirs is 'acr: empty stands for a value that no row names.';

insert into identity.provider_rule (kind, issuer, theirs, ours, valid_from, source) values
  ('acr', '*', 'urn:motcua:acr:1', '1', '2024-07-01', 'Nghị định 69/2024/NĐ-CP; names are ours'),
  ('acr', '*', 'urn:motcua:acr:2', '2', '2024-07-01', 'Nghị định 69/2024/NĐ-CP; names are ours'),
  ('acr', '*', 'urn:motcua:acr:3', '3', '2024-07-01', 'Nghị định 69/2024/NĐ-CP; names are ours'),
  ('acr', '*', 'urn:motcua:acr:4', '4', '2024-07-01', 'Nghị định 69/2024/NĐ-CP; names are ours'),
  ('acr', '*', 'urn:vneid:muc:1', '1', '2024-07-01', 'Unconfirmed: the contract of VNeID is not public; as our copy of it speaks'),
  ('acr', '*', 'urn:vneid:muc:2', '2', '2024-07-01', 'Unconfirmed: the contract of VNeID is not public; as our copy of it speaks'),
  ('acr', '*', 'urn:vneid:muc:3', '3', '2024-07-01', 'Unconfirmed: the contract of VNeID is not public; as our copy of it speaks'),
  ('acr', '*', 'urn:vneid:muc:4', '4', '2024-07-01', 'Unconfirmed: the contract of VNeID is not public; as our copy of it speaks'),
  ('acr', '*', '', '1', '2024-07-01', 'Ours: a provider that says nothing has checked one factor'),
  ('account-level', '*', '1', '1', '2024-07-01', 'Nghị định 69/2024/NĐ-CP; names are ours'),
  ('account-level', '*', '2', '2', '2024-07-01', 'Nghị định 69/2024/NĐ-CP; names are ours'),
  ('claim', '*', 'account_level', 'account-level', '2024-07-01', 'Ours'),
  ('claim', '*', 'name', 'full-name', '2024-07-01', 'OpenID Connect Core 1.0 §5.1'),
  ('claim', '*', 'birthdate', 'birth-date', '2024-07-01', 'OpenID Connect Core 1.0 §5.1'),
  ('claim', '*', 'personal_number', 'personal-number', '2024-07-01', 'Ours; unconfirmed for VNeID, whose contract is not public');

create table identity.provider_login (
  session_id uuid primary key references identity.session (id) on delete cascade,
  issuer text not null,
  subject text not null,
  provider_session text,
  level smallint not null check (level between 1 and 4),
  account_level smallint check (account_level in (1, 2)),
  amr text[] not null default '{}',
  authenticated_at timestamptz not null,
  id_token text
);
comment on table identity.provider_login is 'What a session rests on: who vouched, at which authentication level, and (apart from it) how the identity was proven. As the provider said it then.';
comment on column identity.provider_login.provider_session is 'sid of the provider, which its log-out names.';
comment on column identity.provider_login.id_token is 'Sealed, bound to the session: the hint that the provider wants when its session is to end too.';
create index provider_login_session on identity.provider_login (issuer, provider_session);
create index provider_login_subject on identity.provider_login (issuer, subject);

create table identity.used_once (
  mark bytea primary key,
  expires_at timestamptz not null
);
comment on table identity.used_once is 'SHA-256 of what may be used only once: the state of a sign-in, the id of a log-out message.';
create index used_once_expiry on identity.used_once (expires_at);

create table identity.link_request (
  id uuid primary key,
  browser_hash bytea not null,
  issuer text not null,
  subject text not null,
  claims text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  account_id uuid references identity.account (id)
);
comment on table identity.link_request is 'Somebody whom an outside provider vouches for, and who is not known here yet: waits until they have shown which account is theirs.';
comment on column identity.link_request.claims is 'Sealed, bound to the row: name and level as the provider said.';
create index link_request_expiry on identity.link_request (expires_at);

create table identity.held_form (
  id uuid primary key,
  account_id uuid not null references identity.account (id),
  path text not null,
  fields text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table identity.held_form is 'A form that needs a higher level than its sender had: kept until they have proven it, then sent again as it was.';
comment on column identity.held_form.fields is 'Sealed, bound to the row.';
create index held_form_expiry on identity.held_form (expires_at);

alter table identity.session drop constraint session_ended_because_check;
alter table identity.session add constraint session_ended_because_check check (
  ended_because in ('signed-out', 'ended-by-owner', 'password-changed', 'second-factor-changed', 'too-many-codes', 'locked', 'recovered',
    'provider-logout', 'replaced'));
