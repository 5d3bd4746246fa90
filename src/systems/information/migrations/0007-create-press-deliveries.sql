create table information.press_hook (
  id uuid primary key,
  journalist_id uuid not null references information.journalist (id),
  url text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  closed_at timestamptz,
  master_key text not null,
  nonce bytea not null,
  sealed bytea not null,
  constraint confirmed_by_another check (confirmed_by <> proposed_by),
  check ((confirmed_by is null) = (confirmed_at is null))
);
comment on table information.press_hook is 'address of a newsroom''s own system to which a reporter''s copies are sent; used once a second person has confirmed it';
comment on column information.press_hook.sealed is 'the secret of its signatures (Standard Webhooks, HMAC-SHA-256), sealed';
create unique index press_hook_one on information.press_hook (journalist_id) where closed_at is null;

create table information.press_delivery (
  id uuid primary key,
  journalist_id uuid not null references information.journalist (id),
  about text not null check (about in ('copy', 'recall', 'communique')),
  release_id uuid,
  edition int,
  day date,
  version int,
  state text not null default 'queued' check (state in ('queued', 'delivered', 'failed', 'cancelled')),
  attempts int not null default 0,
  queued_at timestamptz not null,
  changed_at timestamptz not null,
  problem text,
  foreign key (release_id, edition) references information.edition (release_id, number),
  check ((about = 'communique') = (day is not null) and (day is null) = (version is null) and (release_id is null) = (edition is null)),
  check ((about = 'communique') = (release_id is null))
);
comment on table information.press_delivery is 'what is sent to a newsroom''s system; its id is the webhook-id, the same at every attempt';
create unique index press_delivery_queued on information.press_delivery (journalist_id, about, release_id, edition, day, version)
  nulls not distinct where state = 'queued';
create index press_delivery_changed on information.press_delivery (journalist_id, changed_at);

alter table information.press_reading add column what text not null default 'page' check (what in ('page', 'pdf', 'picture', 'webhook'));
