create table information.media (
  id uuid primary key,
  release_id uuid not null,
  edition int not null,
  position int not null,
  source_hash text not null,
  hash text not null,
  width int not null,
  height int not null,
  shape text not null check (shape in ('whole', '16:9', '4:3', '1:1')),
  focus text not null check (focus in ('centre', 'top', 'bottom', 'left', 'right')),
  alt_vi text not null check (alt_vi <> ''),
  alt_en text not null default '',
  credit text not null check (credit <> ''),
  rights text not null check (rights in ('own', 'licensed', 'public-domain')),
  foreign key (release_id, edition) references information.edition (release_id, number)
);
comment on column information.media.source_hash is 'the picture as uploaded, decoded and encoded anew, before cropping';
comment on column information.media.hash is 'the cropped picture, JPEG, at most 1,600 pixels wide: what other systems are given';
create index media_edition on information.media (release_id, edition, position);
create index media_hash on information.media (hash);

create table information.rendition (
  media_hash text not null,
  width int not null check (width in (480, 960, 1600)),
  format text not null check (format in ('webp', 'jpeg')),
  hash text not null,
  primary key (media_hash, width, format)
);
comment on table information.rendition is 'the same picture smaller; a width beyond the picture''s own holds the picture as it is';
