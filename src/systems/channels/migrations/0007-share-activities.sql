create table channels.activity (
  id uuid primary key,
  connection_id uuid not null references channels.actor (connection_id),
  kind text not null,
  body text not null,
  queued_at timestamptz not null
);
comment on table channels.activity is 'What is said, once, however many inboxes it goes to.';

alter table channels.outgoing_activity add column activity_id uuid;
update channels.outgoing_activity set activity_id = gen_random_uuid();
insert into channels.activity (id, connection_id, kind, body, queued_at)
  select activity_id, connection_id, body::json ->> 'type', body, queued_at from channels.outgoing_activity;
alter table channels.outgoing_activity
  alter column activity_id set not null,
  add foreign key (activity_id) references channels.activity (id),
  drop column connection_id,
  drop column body,
  drop column queued_at;
alter table channels.follower add column host text;
update channels.follower set host = substring(inbox from '^https?://([^/]+)');
alter table channels.follower alter column host set not null;

create index outgoing_activity_of on channels.outgoing_activity (activity_id);
drop index channels.outgoing_activity_waiting;
create index outgoing_activity_waiting on channels.outgoing_activity (id) where done_at is null and given_up is null;

create table channels.received_signature (
  hash text primary key,
  at timestamptz not null
);
comment on table channels.received_signature is 'Signatures of requests already obeyed, as long as their date would still be believed.';
create index received_signature_at on channels.received_signature (at);
