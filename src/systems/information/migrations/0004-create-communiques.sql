create table information.communique (
  agency_id uuid not null references agencies.agency (id),
  day date not null,
  number int not null,
  version int not null default 1,
  items uuid[] not null,
  pdf_hash text not null,
  made_at timestamptz not null,
  primary key (agency_id, day)
);
comment on table information.communique is 'the daily communiqué of an agency: what it published until 17:00 of the day, set as PDF and sealed';
comment on column information.communique.number is 'running number of the agency''s communiqués in the year; not of its book of documents';
comment on column information.communique.version is 'more than 1: made again because a release in it was retracted';
create index communique_newest on information.communique (day desc);
