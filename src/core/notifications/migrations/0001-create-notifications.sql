create schema if not exists notifications;

create table notifications.address (
  id bigint generated always as identity primary key,
  channel text not null check (channel in ('mail', 'push')),
  key bytea not null,
  master_key text not null,
  nonce bytea not null,
  sealed bytea not null,
  made_at timestamptz not null,
  suppressed_at timestamptz,
  suppressed_why text,
  unique (channel, key)
);
comment on table notifications.address is 'where messages to people outside go: personal data, sealed with the vault; the row goes when its owner does';
comment on column notifications.address.key is 'keyed hash of the address, by which it is found again; without the site''s key it cannot be guessed';
comment on column notifications.address.suppressed_at is 'the receiving server said for good that there is no such address: nothing more is sent to it';

create table notifications.letter (
  id bigint generated always as identity primary key,
  channel text not null check (channel in ('mail', 'push')),
  about text not null,
  content jsonb not null,
  made_at timestamptz not null,
  until timestamptz not null,
  cancelled_at timestamptz
);
comment on table notifications.letter is 'what is said, once, however many it is said to; what differs by recipient are links that are made when it is sent';
comment on column notifications.letter.until is 'what has not been delivered by then is given up';
comment on column notifications.letter.cancelled_at is 'what still waits is not sent any more';

create table notifications.message (
  letter_id bigint not null,
  address_id bigint not null,
  channel text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'cancelled')),
  attempts smallint not null default 0,
  next_at timestamptz not null,
  lease uuid,
  settled_at timestamptz,
  primary key (letter_id, address_id)
);
create index message_due on notifications.message (channel, next_at) where state = 'waiting';
comment on table notifications.message is
  'one letter to one address; without foreign keys, because a million rows are written at once and an address may go while its messages stay';
comment on column notifications.message.next_at is 'while it is leased: when the lease ends';

create table notifications.attempt (
  letter_id bigint not null,
  address_id bigint not null,
  number smallint not null,
  at timestamptz not null,
  outcome text check (outcome in ('sent', 'later', 'failed', 'bounced', 'not-tried')),
  reason text,
  primary key (letter_id, address_id, number)
);
create index attempt_at on notifications.attempt (at);
comment on table notifications.attempt is 'written before the message leaves; without an outcome the process died and nobody knows whether it arrived';
