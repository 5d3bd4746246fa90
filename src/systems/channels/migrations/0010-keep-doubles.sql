create table channels.double_state (
  platform text primary key,
  state bytea not null,
  version bigint not null,
  changed_at timestamptz not null
);
comment on table channels.double_state is 'What the copies of the platforms on this machine show; empty where posts go to the real ones. Kept so that a restart, or a second process, shows the same.';
