create table authenticity.fake_case (
  id uuid primary key,
  page_key text not null unique,
  platform text not null,
  url text not null,
  claimed_name text not null default '',
  state text not null default 'received' check (
    state in ('received', 'triaged', 'confirmed_fake', 'authentic', 'parody', 'unclear', 'referred', 'removed', 'persists')
  ),
  agency_id uuid references agencies.agency (id),
  resembles uuid references authenticity.account (id),
  likeness int not null check (likeness between 0 and 100),
  likeness_of text not null default '',
  finding text,
  reports int not null default 0,
  received_at timestamptz not null,
  confirmed_at timestamptz,
  removed_at timestamptz,
  changed_at timestamptz not null,
  version int not null default 1
);
comment on table authenticity.fake_case is 'A page that somebody reported as passing itself off as an agency; one for each page however often it is reported.';
comment on column authenticity.fake_case.page_key is 'platform and name of the account, or the normalised address';
comment on column authenticity.fake_case.likeness is 'how much its names resemble those of a registered account, in percent; likeness_of says which name';
create index fake_case_state on authenticity.fake_case (state, received_at);

create table authenticity.fake_report (
  id uuid primary key,
  case_id uuid not null references authenticity.fake_case (id),
  url text not null,
  why text not null,
  screenshot text,
  at timestamptz not null
);
comment on table authenticity.fake_report is 'What people reported. Nothing about who they are is kept.';
create index fake_report_case on authenticity.fake_report (case_id, at);

create table authenticity.fake_step (
  case_id uuid not null references authenticity.fake_case (id),
  no int not null,
  state text not null,
  note text not null,
  route text,
  by_account text not null,
  at timestamptz not null,
  primary key (case_id, no)
);

create table authenticity.referral_route (
  key text not null,
  name_vi text not null,
  name_en text not null,
  valid_from date not null,
  valid_to date,
  source text not null,
  primary key (key, valid_from)
);
comment on table authenticity.referral_route is 'Where confirmed fakes are referred to. Dated, because competences move between ministries.';
insert into authenticity.referral_route (key, name_vi, name_en, valid_from, valid_to, source) values
  ('platform', 'Nền tảng (biểu mẫu báo mạo danh của Facebook, YouTube, Zalo, TikTok…)', 'The platform (its own form for impersonation)', '2015-01-01', null, 'no platform is known to take such reports by API'),
  ('ncsc', 'Trung tâm Giám sát an toàn không gian mạng quốc gia (NCSC), Bộ Thông tin và Truyền thông', 'NCSC, Ministry of Information and Communications', '2018-01-01', '2025-02-28', 'moved to the Ministry of Public Security on 2025-02-28'),
  ('ncsc', 'Trung tâm An ninh mạng quốc gia (NCSC), Bộ Công an', 'NCSC, Ministry of Public Security', '2025-02-28', null, 'moved from the Ministry of Information and Communications on 2025-02-28'),
  ('police', 'Công an tỉnh, thành phố (phòng An ninh mạng và phòng, chống tội phạm công nghệ cao)', 'Provincial police (cyber security)', '2015-01-01', null, 'organisation of the provincial police');
