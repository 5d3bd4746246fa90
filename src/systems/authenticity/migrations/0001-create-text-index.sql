create schema if not exists authenticity;

-- What the site has published, as its events told it: an index of our own, so that checking needs no other system.
create table authenticity.release (
  id uuid primary key,
  code text not null unique,
  agency_id text not null,
  agency_name text not null,
  kind text not null,
  path text not null,
  edition int not null,
  state text not null default 'published' check (state in ('published', 'withdrawn', 'retracted')),
  ended_reason text,
  ended_at timestamptz
);
comment on column authenticity.release.edition is 'the newest edition';

create table authenticity.edition (
  release_id uuid not null references authenticity.release (id),
  edition int not null,
  published_at timestamptz not null,
  major boolean not null default false,
  note text,
  primary key (release_id, edition)
);
comment on column authenticity.edition.note is 'public note of a major change against the edition before';

create table authenticity.edition_text (
  id bigint generated always as identity primary key,
  release_id uuid not null,
  edition int not null,
  lang text not null check (lang in ('vi', 'en')),
  source text not null default 'release' check (source in ('release', 'post')),
  title text not null,
  summary text not null,
  plain text not null,
  links text[] not null default '{}',
  shingles int[] not null,
  foreign key (release_id, edition) references authenticity.edition (release_id, edition)
);
comment on column authenticity.edition_text.source is 'post: the text as it was put on a platform';
comment on column authenticity.edition_text.shingles is 'fingerprints of word triples, thinned out by winnowing: any five words in a row that two texts share give one in common';
create index edition_text_release on authenticity.edition_text (release_id, edition);
create index edition_text_shingles on authenticity.edition_text using gin (shingles);
alter table authenticity.edition_text alter column shingles set statistics 300;

create table authenticity.text_hash (
  hash bytea not null,
  text_id bigint not null references authenticity.edition_text (id),
  primary key (hash, text_id)
);
comment on table authenticity.text_hash is 'SHA-256 over the normalised words of each way a text is copied whole: with or without title and summary';

create table authenticity.post (
  url_key text primary key,
  platform text not null,
  account_stable_id text not null,
  post_id text not null,
  url text not null,
  release_id uuid not null,
  edition int not null,
  posted_at timestamptz not null
);
comment on column authenticity.post.url_key is 'normalised address';
