create table websub.topic (
  address text primary key check (address like '/%'),
  feed text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  changes int not null default 0,
  changed_at timestamptz not null
);
comment on table websub.topic is 'Feeds of this site that somebody follows.';
comment on column websub.topic.address is 'Path and query, exactly as the feed''s rel=self says after the site''s own address.';
comment on column websub.topic.feed is 'The feed without its filters, such as /tin.atom.';
comment on column websub.topic.hash is 'SHA-256 of what it read when it was last looked at.';
comment on column websub.topic.changes is 'Counts up at each change: what was read before the count is not the newest.';

create table websub.request (
  id uuid primary key,
  mode text not null check (mode in ('subscribe', 'unsubscribe')),
  topic text not null,
  feed text not null,
  callback text not null,
  host text not null,
  lease_seconds int not null check (lease_seconds > 0),
  master_key text,
  nonce bytea,
  sealed bytea,
  asked_at timestamptz not null,
  next_at timestamptz not null,
  attempts int not null default 0,
  unique (topic, callback, mode)
);
comment on table websub.request is 'What was asked of the hub and not yet confirmed by the callback itself. Nothing holds before that.';
comment on column websub.request.sealed is 'The subscriber''s secret, encrypted under the site''s master key, bound to topic and callback.';
create index request_of_host on websub.request (host);
create index request_due on websub.request (next_at);

create table websub.subscription (
  id uuid primary key,
  topic text not null,
  callback text not null,
  host text not null,
  lease_until timestamptz not null,
  since timestamptz not null,
  verified_at timestamptz not null,
  master_key text,
  nonce bytea,
  sealed bytea,
  sent_hash text,
  ended_at timestamptz,
  ended_why text check (ended_why in ('expired', 'unsubscribed', 'gone', 'operator')),
  check ((ended_at is null) = (ended_why is null))
);
create unique index subscription_once on websub.subscription (topic, callback) where ended_at is null;
create index subscription_of_host on websub.subscription (host) where ended_at is null;
create index subscription_lease on websub.subscription (lease_until) where ended_at is null;
comment on column websub.subscription.sent_hash is 'SHA-256 of what the callback took last; the same is not sent twice.';

create table websub.delivery (
  id bigint primary key generated always as identity,
  subscription_id uuid not null references websub.subscription (id) on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dropped')),
  queued_at timestamptz not null,
  next_at timestamptz not null,
  attempts int not null default 0,
  last_error text,
  done_at timestamptz
);
comment on table websub.delivery is 'That a subscriber has to be told of a change. What is sent is what the feed reads at that moment, so nothing old or taken back is.';
create unique index delivery_waiting_once on websub.delivery (subscription_id) where state = 'waiting';
create index delivery_due on websub.delivery (next_at) where state = 'waiting';
create index delivery_done on websub.delivery (done_at) where state <> 'waiting';

create table websub.host (
  host text primary key,
  failures int not null,
  not_before timestamptz not null
);
comment on table websub.host is 'Hosts that did not answer as they should: when to try them again.';
