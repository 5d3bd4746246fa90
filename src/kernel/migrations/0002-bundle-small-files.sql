create table kernel.file_part (
  sha256 bytea primary key check (length(sha256) = 32),
  bundle uuid not null,
  start bigint not null,
  length bigint not null
);
comment on table kernel.file_part is 'Small files that were stored together lie one after another in one file of the store, bundles/xx/<bundle>: one sync of the disk for all of them.';
