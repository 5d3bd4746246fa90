create table channels.connection (
  id uuid primary key,
  platform text not null check (platform in ('facebook', 'youtube', 'zalo', 'activitypub')),
  agency_id uuid not null references agencies.agency (id),
  stable_id text not null check (stable_id <> ''),
  name text not null,
  owner_id text not null,
  deputy_id text not null,
  purpose text not null,
  editorial_line text not null,
  approval text not null check (approval in ('automatic', 'each')),
  status text not null default 'active' check (status in ('active', 'paused', 'suspended', 'compromised', 'closed')),
  version int not null default 1,
  opened_at timestamptz not null,
  unique (platform, stable_id),
  constraint two_keepers check (owner_id <> deputy_id)
);
comment on table channels.connection is 'An account of an agency on a platform, and who answers for it.';
comment on column channels.connection.stable_id is 'The platform''s own unchanging id (page id, channel id, OA id, name of the ActivityPub actor), never the handle.';
comment on column channels.connection.approval is 'each: a person looks at every text before it leaves; automatic: the text made from an approved release leaves by itself.';
comment on column channels.connection.owner_id is 'Account id of the person who answers for it; deputy_id stands in.';

create table channels.credential (
  connection_id uuid primary key references channels.connection (id),
  master_key text not null,
  nonce bytea not null,
  sealed bytea not null,
  changed_at timestamptz not null
);
comment on table channels.credential is 'Access tokens and keys, AES-256-GCM under the site''s master key, bound to the connection''s id.';

create table channels.connection_change (
  id uuid primary key,
  connection_id uuid not null,
  agency_id uuid not null references agencies.agency (id),
  kind text not null check (kind in ('open', 'update', 'credentials', 'resume', 'close')),
  fields jsonb not null,
  master_key text,
  nonce bytea,
  sealed bytea,
  state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'rejected')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  constraint two_persons check (decided_by is null or state = 'rejected' or decided_by <> proposed_by),
  constraint decided check ((state = 'proposed') = (decided_by is null))
);
comment on table channels.connection_change is 'What one person proposes about an account and another confirms. Only stopping needs one person.';
create index connection_change_waiting on channels.connection_change (agency_id) where state = 'proposed';
create unique index connection_change_one on channels.connection_change (connection_id) where state = 'proposed';

create table channels.setting (
  platform text not null,
  name text not null,
  value text not null,
  valid_from date not null,
  source text not null,
  primary key (platform, name, valid_from)
);
comment on table channels.setting is 'What platforms change without asking: API versions per kind of call, quotas, budgets. Dated, with the source.';
insert into channels.setting (platform, name, value, valid_from, source) values
  ('facebook', 'version.publish', 'v26.0', '2026-01-01', 'developers.facebook.com, reference pages seen 2026-11'),
  ('facebook', 'version.read', 'v26.0', '2026-01-01', 'developers.facebook.com, reference pages seen 2026-11'),
  ('facebook', 'version.insights', 'v26.0', '2026-01-01', 'developers.facebook.com, reference pages seen 2026-11');
