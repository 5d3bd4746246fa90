create table information.upload (
  id uuid primary key,
  release_id uuid not null references information.release (id),
  account_id text not null,
  name text not null,
  bytes bigint not null check (bytes > 0),
  mark text not null,
  begun_at timestamptz not null
);
comment on table information.upload is 'a video on its way in; its bytes lie in the file store under this id until they are kept or forgotten';
comment on column information.upload.mark is 'name, size and day of the file on the sender''s machine, so that a sending that broke off is taken up again';
create index upload_release on information.upload (release_id, account_id);
create index upload_begun on information.upload (begun_at);

create table information.video (
  id uuid primary key,
  release_id uuid not null,
  edition int not null,
  position int not null,
  hash text not null,
  type text not null check (type in ('video/mp4', 'video/webm')),
  bytes bigint not null check (bytes > 0),
  seconds int not null check (seconds > 0),
  width int not null,
  height int not null,
  alt_vi text not null check (alt_vi <> ''),
  alt_en text not null default '',
  credit text not null check (credit <> ''),
  rights text not null check (rights in ('own', 'licensed', 'public-domain')),
  captions_vi text,
  captions_en text,
  poster text,
  foreign key (release_id, edition) references information.edition (release_id, number)
);
comment on column information.video.captions_vi is 'SHA-256 of a WebVTT file that we wrote; compulsory before the edition is submitted';
comment on column information.video.poster is 'hash of one of the edition''s pictures';
create index video_edition on information.video (release_id, edition, position);
create index video_hash on information.video (hash);
