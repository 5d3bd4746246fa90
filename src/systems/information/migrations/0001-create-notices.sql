create table information.notice (
  id uuid primary key,
  agency_id uuid references agencies.agency (id),
  title text not null,
  body text not null,
  state text not null default 'posted' check (state in ('posted', 'withdrawn')),
  version int not null default 1,
  posted_at timestamptz not null
);
create index notice_newest on information.notice (posted_at desc) where state = 'posted';
