create table authenticity.picture (
  release_id uuid not null,
  edition int not null,
  sha256 text not null,
  alt text not null,
  credit text not null,
  shape bit(128),
  primary key (release_id, edition, sha256),
  foreign key (release_id, edition) references authenticity.edition (release_id, edition)
);
comment on column authenticity.picture.shape is 'Difference hash: 64 bits of steps to the right, 64 of steps down, on a picture made 9 points wide. Null: not made yet, or a picture without features.';
create index picture_sha256 on authenticity.picture (sha256);
