create table channels.actor (
  connection_id uuid primary key references channels.connection (id),
  name text not null unique check (name ~ '^[a-z0-9_]{1,30}$'),
  public_pem text not null
);
comment on table channels.actor is 'ActivityPub accounts of this site itself: they publish and nothing else. The private key lies in channels.credential.';

create table channels.note (
  id uuid primary key references channels.delivery (id),
  connection_id uuid not null references channels.actor (connection_id),
  content text not null,
  link text not null,
  published_at timestamptz not null,
  updated_at timestamptz,
  deleted_at timestamptz
);
create index note_of_actor on channels.note (connection_id, published_at desc);

create table channels.remote_actor (
  uri text primary key,
  inbox text not null,
  key_id text not null,
  public_pem text not null,
  fetched_at timestamptz not null
);
comment on table channels.remote_actor is 'Keys of those who have written to an inbox here, kept for a while.';

create table channels.follower (
  connection_id uuid not null references channels.actor (connection_id),
  uri text not null,
  inbox text not null,
  since timestamptz not null,
  primary key (connection_id, uri)
);
comment on column channels.follower.inbox is 'The server''s shared inbox where it has one: one delivery for all its followers.';

create table channels.reaction (
  note_id uuid not null references channels.note (id),
  uri text not null,
  kind text not null check (kind in ('like', 'announce')),
  activity_uri text not null,
  at timestamptz not null,
  primary key (note_id, uri, kind)
);

create table channels.flag (
  id uuid primary key,
  uri text not null,
  about text not null,
  content text not null,
  at timestamptz not null,
  activity_uri text not null unique
);
comment on table channels.flag is 'Reports that other servers sent about posts here.';

create table channels.outgoing_activity (
  id bigint primary key generated always as identity,
  connection_id uuid not null references channels.actor (connection_id),
  inbox text not null,
  host text not null,
  body text not null,
  queued_at timestamptz not null,
  attempts int not null default 0,
  done_at timestamptz,
  given_up text
);
comment on table channels.outgoing_activity is 'One activity for one inbox. Sent in this order for each host, so that no Delete overtakes its Create.';
create index outgoing_activity_waiting on channels.outgoing_activity (host, id) where done_at is null and given_up is null;

create table channels.remote_host (
  host text primary key,
  failures int not null,
  not_before timestamptz not null
);
comment on table channels.remote_host is 'Hosts that did not take what was sent: when to try them again.';
