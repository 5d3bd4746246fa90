create table pickup.release (
  id uuid primary key,
  code text not null unique,
  agency_id uuid not null references agencies.agency (id),
  agency_name text not null,
  title text not null,
  path text not null,
  edition int not null,
  published_at timestamptz not null,
  ended text check (ended in ('withdrawn', 'retracted'))
);
comment on table pickup.release is 'releases that are public, as the events of the information system told of them';
create index release_day on pickup.release (agency_id, published_at);

create table pickup.paragraph (
  release_id uuid not null references pickup.release (id),
  edition int not null,
  number int not null check (number >= 0),
  text text not null,
  words int not null,
  fingerprints int[] not null,
  primary key (release_id, edition, number)
);
comment on column pickup.paragraph.number is '0 the title, 1 the summary, then the paragraphs of the text';
comment on column pickup.paragraph.text is 'emptied when the release is retracted';
create index paragraph_fingerprints on pickup.paragraph using gin (fingerprints);

create table pickup.outlet (
  id uuid primary key,
  name text not null check (name <> ''),
  feed_url text not null unique,
  agency_id uuid not null references agencies.agency (id),
  registered_by text not null,
  registered_at timestamptz not null,
  paused_at timestamptz,
  next_at timestamptz not null,
  asked_at timestamptz,
  etag text,
  last_modified text,
  problem text,
  failures int not null default 0
);
comment on column pickup.outlet.agency_id is 'the agency that registered it and may pause it; what it finds is for all agencies';
comment on column pickup.outlet.problem is 'why the feed could not be read the last time; null when it could';

create table pickup.article (
  id uuid primary key,
  outlet_id uuid not null references pickup.outlet (id),
  guid text not null,
  url text not null,
  title text not null,
  published_at timestamptz not null,
  seen_at timestamptz not null,
  words int not null,
  fingerprints int[] not null,
  unique (outlet_id, guid)
);
comment on table pickup.article is 'what outlets published: never their text, which is theirs';
comment on column pickup.article.fingerprints is 'hashes of the text, kept for a week: finds articles that came before the release';
create index article_fingerprints on pickup.article using gin (fingerprints);
create index article_seen on pickup.article (seen_at);

create table pickup.match (
  article_id uuid not null references pickup.article (id),
  release_id uuid not null references pickup.release (id),
  edition int not null,
  words int not null,
  share real not null check (share between 0 and 1),
  primary key (article_id, release_id)
);
comment on column pickup.match.share is 'of the release''s words, how many stand in the article in runs of four or more';
create index match_release on pickup.match (release_id);

create table pickup.passage (
  article_id uuid not null,
  release_id uuid not null,
  paragraph int not null,
  share real not null check (share between 0 and 1),
  figures jsonb not null,
  primary key (article_id, release_id, paragraph),
  foreign key (article_id, release_id) references pickup.match (article_id, release_id)
);
comment on column pickup.passage.figures is 'figures that differ: [{"ours": "7,2%", "theirs": "7,5%"}]';
