create table identity.person (
  id uuid primary key,
  full_name text not null check (length(full_name) between 1 and 120),
  name_folded text not null,
  created_at timestamptz not null
);
comment on table identity.person is 'A human being, known once. Applicant and subject of a case are persons; whoever acts is an account. Three separate ids, because parents apply for children and officials act for citizens.';
comment on column identity.person.name_folded is 'Without diacritics and case, for search.';
create index person_name on identity.person (name_folded text_pattern_ops);

create table identity.account (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  kind text not null check (kind in ('official', 'citizen')),
  demo boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  closed_at timestamptz,
  unique (person_id, kind)
);
comment on table identity.account is 'The actor: the way in which a person acts here. An official who is also a citizen has two accounts, so that no post follows anybody into private business.';
comment on column identity.account.created_by is 'Id of the actor who opened it; system:<name> for imports and demonstration data.';
comment on column identity.account.demo is 'Demonstration account with the shared password printed at the first start.';

create table identity.credential (
  id uuid primary key,
  account_id uuid not null references identity.account (id),
  method text not null check (method in ('password', 'totp', 'recovery-code', 'electronic-identity')),
  identifier text,
  secret text,
  must_change boolean not null default false,
  confirmed_at timestamptz,
  last_step bigint,
  used_at timestamptz,
  created_at timestamptz not null,
  check (method not in ('password', 'electronic-identity') or identifier is not null),
  check (method = 'electronic-identity' or secret is not null)
);
comment on table identity.credential is 'Ways to prove who one is; an account may have several. A method with an identifier is a way in, one without is a second factor.';
comment on column identity.credential.identifier is 'password: the sign-in name in lower case; electronic-identity: issuer and subject as the issuer names them.';
comment on column identity.credential.secret is 'password: argon2id in PHC form; totp: sealed with the key of the data folder, bound to this row; recovery-code: SHA-256 of 80 random bits.';
comment on column identity.credential.must_change is 'A temporary password: nothing is permitted until the person has set one of their own.';
comment on column identity.credential.last_step is 'Last 30-second step whose code was accepted (RFC 6238 §5.2: a code is accepted once).';
create unique index credential_identifier on identity.credential (method, identifier) where identifier is not null;
create unique index credential_one on identity.credential (account_id, method) where method in ('password', 'totp');
create index credential_account on identity.credential (account_id);
