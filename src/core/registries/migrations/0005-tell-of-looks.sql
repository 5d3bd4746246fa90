create table registries.told (
  look_id uuid primary key references registries.look (id),
  told_at timestamptz not null
);
comment on table registries.told is 'looks outside a dossier of which a letter was written, so that a job that runs twice writes one';
