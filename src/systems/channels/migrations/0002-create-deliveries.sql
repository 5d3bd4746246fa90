create table channels.release (
  id uuid primary key,
  code text not null,
  kind text not null,
  agency_id uuid not null,
  agency_name text not null,
  published_at timestamptz not null,
  path text not null,
  edition int not null,
  revision int not null default 1,
  texts jsonb not null,
  media jsonb not null,
  note text not null default '',
  ended text check (ended in ('withdrawn', 'retracted')),
  ended_reason text not null default '',
  ended_at timestamptz,
  constraint ended_when check ((ended is null) = (ended_at is null))
);
comment on table channels.release is 'What is known here of a published release: its newest edition, as the event that announced it told.';
comment on column channels.release.revision is 'Counts every change that channels must follow: a new edition, a withdrawal.';
create index release_newest on channels.release (published_at desc);

create table channels.delivery (
  id uuid primary key,
  release_id uuid not null references channels.release (id),
  connection_id uuid not null references channels.connection (id),
  state text not null default 'planned' check (state in ('planned', 'rendered', 'approved', 'queued', 'sending', 'remote_processing',
    'published', 'rate_limited', 'needs_auth', 'unconfirmed', 'failed_permanent', 'cancelled', 'correcting', 'corrected',
    'correction_unsupported', 'retracting', 'retracted', 'retract_failed', 'irrevocable_notice_sent')),
  not_before timestamptz not null,
  text text not null default '',
  text_edition int not null default 0,
  text_revision int not null default 0,
  written_by text,
  approved_by text,
  posted_revision int not null default 0,
  attempts int not null default 0,
  attempted_at timestamptz,
  absent_reads int not null default 0,
  look_again_at timestamptz,
  post_id text,
  post_url text,
  handles jsonb not null default '{}',
  problem text not null default '',
  changed_at timestamptz not null,
  version int not null default 1,
  unique (release_id, connection_id),
  constraint never_early check (attempted_at is null or attempted_at >= not_before),
  constraint posted_is_named check (state not in ('published', 'corrected', 'correction_unsupported') or post_id is not null),
  constraint own_words_seen_by_another check (written_by is null or approved_by is null or written_by <> approved_by)
);
comment on table channels.delivery is 'One release on one account.';
comment on column channels.delivery.written_by is 'Who changed the text by hand; null: made from the release.';
comment on column channels.delivery.attempted_at is 'Written and committed before anything leaves: a delivery found in ''sending'' may have left.';
comment on column channels.delivery.absent_reads is 'How many times in a row the platform was read back and the code was not there.';
comment on column channels.delivery.handles is 'What the platform gave for preparing (ids of unpublished pictures, upload sessions); sealed where it grants access.';
create index delivery_open on channels.delivery (state) where state not in ('published', 'corrected', 'retracted', 'cancelled');
create index delivery_of_connection on channels.delivery (connection_id);

create table channels.delivery_history (
  id bigint primary key generated always as identity,
  delivery_id uuid not null references channels.delivery (id),
  at timestamptz not null,
  from_state text not null,
  to_state text not null,
  edition int not null,
  actor text not null,
  note text not null default ''
);
comment on table channels.delivery_history is 'One row for each change of state; never changed.';
create index delivery_history_of on channels.delivery_history (delivery_id, id);
create function channels.keep_history() returns trigger language plpgsql as $$
begin
  raise exception 'the history of a delivery is never changed';
end $$;
create trigger keep_history before update or delete on channels.delivery_history for each row execute function channels.keep_history();
