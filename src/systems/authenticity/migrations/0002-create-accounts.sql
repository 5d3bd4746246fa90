create table authenticity.account (
  id uuid primary key,
  agency_id uuid not null references agencies.agency (id),
  platform text not null check (platform in ('facebook', 'youtube', 'zalo', 'tiktok', 'instagram', 'threads', 'x', 'activitypub', 'website')),
  stable_id text not null check (stable_id <> ''),
  url text not null,
  handle text not null,
  display_name text not null,
  purpose text not null,
  owner text not null,
  deputy text not null,
  status text not null check (status in ('active', 'suspended', 'compromised', 'closed')),
  status_reason text,
  status_at timestamptz not null,
  opened_on date not null,
  closed_on date,
  words text not null,
  demo boolean not null default false,
  version int not null default 1,
  changed_at timestamptz not null,
  unique (platform, stable_id),
  constraint two_keepers check (owner <> deputy)
);
comment on table authenticity.account is 'Accounts that speak for an agency. A row exists only after a second person agreed.';
comment on column authenticity.account.stable_id is 'the platform''s own unchanging id; of a web site its host';
comment on column authenticity.account.words is 'folded names, for searching';
create index account_agency on authenticity.account (agency_id);

create table authenticity.account_name (
  account_id uuid not null references authenticity.account (id),
  handle text not null,
  handle_key text not null,
  display_name text not null,
  url text not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (account_id, valid_from)
);
comment on table authenticity.account_name is 'What the account was called when: a name given up may be taken by somebody else.';
create index account_name_handle on authenticity.account_name (handle_key);

create table authenticity.account_status (
  account_id uuid not null references authenticity.account (id),
  status text not null,
  reason text,
  since timestamptz not null,
  primary key (account_id, since)
);

create table authenticity.account_change (
  id uuid primary key,
  account_id uuid not null,
  agency_id uuid not null references agencies.agency (id),
  kind text not null check (kind in ('open', 'rename', 'lift', 'close')),
  fields jsonb not null,
  reason text not null,
  state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'rejected')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  constraint two_persons check (decided_by is null or state = 'rejected' or decided_by <> proposed_by),
  constraint decided check ((state = 'proposed') = (decided_by is null))
);
comment on table authenticity.account_change is 'What one person proposes about an account and another confirms. Only the alarm needs one person.';
create unique index account_change_one on authenticity.account_change (account_id) where state = 'proposed';
