create table subscriptions.follow (
  id bigint generated always as identity,
  address_id bigint not null,
  channel text not null check (channel in ('mail', 'push')),
  lang text not null check (lang in ('vi', 'en')),
  frequency text not null check (frequency in ('immediate', 'daily', 'weekly')),
  agency_id uuid references agencies.agency (id),
  topic text,
  place_code text,
  person text,
  since timestamptz not null,
  primary key (address_id, id),
  unique nulls not distinct (address_id, agency_id, topic, place_code, person)
);
create index follow_turn on subscriptions.follow (frequency, channel, lang, address_id);
comment on table subscriptions.follow is 'what somebody wants to be told of: every condition that is set must hold; none set: everything';
comment on column subscriptions.follow.address_id is 'number of the address in core/notifications; who it is is known there only';

create table subscriptions.request (
  letter_id bigint primary key,
  address_id bigint not null,
  lang text not null,
  frequency text not null,
  agency_id uuid,
  topic text,
  place_code text,
  person text,
  asked_at timestamptz not null,
  confirmed_at timestamptz
);
create index request_address on subscriptions.request (address_id);
comment on table subscriptions.request is 'asked for on the page, not yet confirmed by the owner of the address; letter_id is the letter that holds the link';

create table subscriptions.asked (
  key bytea not null,
  at timestamptz not null
);
create index asked_key on subscriptions.asked (key, at);
comment on table subscriptions.asked is 'how often was asked, by keyed hash of the asker''s network and of the address asked for';

create table subscriptions.release (
  id uuid primary key,
  code text not null,
  edition int not null,
  kind text not null,
  agency_id uuid not null,
  agency_name text not null,
  topics text[] not null,
  persons text[] not null,
  place_code text,
  path text not null,
  texts jsonb not null,
  published_at timestamptz not null,
  announced_at timestamptz not null,
  note text not null default '',
  ended text check (ended in ('withdrawn', 'retracted')),
  ended_reason text
);
create index release_announced on subscriptions.release (announced_at);
comment on table subscriptions.release is 'as information announced it; it came here at its moment and never before';

create table subscriptions.letter (
  letter_id bigint primary key,
  kind text not null check (kind in ('release', 'correction', 'end', 'digest')),
  channel text not null,
  lang text not null,
  releases uuid[] not null
);
create index letter_releases on subscriptions.letter using gin (releases);
comment on table subscriptions.letter is 'which letter told of which releases, so that whoever got it can be told when one changes';
