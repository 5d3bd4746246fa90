alter table channels.flag
  add column connection_id uuid references channels.connection (id),
  add column settled_at timestamptz,
  add column settled_by text,
  add column reason text,
  add constraint settled_with_reason check (
    (settled_at is null and settled_by is null and reason is null) or (settled_at is not null and settled_by is not null and reason ~ '\S'));
comment on column channels.flag.connection_id is 'The account here that it is about.';
update channels.flag f set connection_id = a.connection_id from channels.actor a where (f.about || '/') ~ ('/ap/' || a.name || '[/ ]');
create index flag_open on channels.flag (connection_id, at) where settled_at is null;
