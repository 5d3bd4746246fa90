create table signatures.renewed_file (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  original_sha256 text not null check (original_sha256 ~ '^[0-9a-f]{64}$'),
  renewed_at timestamptz not null,
  check (sha256 <> original_sha256)
);
comment on table signatures.renewed_file is 'Signed files with another archive time-stamp over them. The file as it was published stays what it was, and stays in the store.';
comment on column signatures.renewed_file.original_sha256 is 'The file as it was published: what records, numbers and readers know it by. Never itself a renewed one.';
create index renewed_file_newest on signatures.renewed_file (original_sha256, renewed_at desc);
