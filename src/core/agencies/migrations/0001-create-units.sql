-- Levels, types and their prefixes are rows with validity, not constants: districts ended on 2025-07-01,
-- special zones began that day, and a later law may add or drop others.
create table agencies.unit_level (
  key text primary key,
  rank smallint not null unique,
  name_vi text not null,
  name_en text not null,
  valid_from date,
  valid_to date,
  basis text
);
comment on column agencies.unit_level.valid_to is 'First day on which the level no longer exists; null: still in force.';

create table agencies.unit_type (
  key text primary key,
  level text not null references agencies.unit_level (key),
  name_vi text not null,
  full_name_vi text not null,
  name_en text not null,
  prefixes text[] not null,
  valid_from date,
  valid_to date,
  basis text
);
comment on column agencies.unit_type.name_vi is 'As it stands before a name: "Thành phố", "Phường".';
comment on column agencies.unit_type.prefixes is 'Folded spellings people type before a name, the longest first: {thanh pho,tp}.';

insert into agencies.unit_level (key, rank, name_vi, name_en, valid_from, valid_to, basis) values
  ('province', 1, 'Cấp tỉnh', 'Province level', null, null, 'Luật 72/2025/QH15'),
  ('district', 2, 'Cấp huyện', 'District level', null, '2025-07-01', 'Luật 72/2025/QH15'),
  ('commune', 3, 'Cấp xã', 'Commune level', null, null, 'Luật 72/2025/QH15');

insert into agencies.unit_type (key, level, name_vi, full_name_vi, name_en, prefixes, valid_from, valid_to, basis) values
  ('tinh', 'province', 'Tỉnh', 'Tỉnh', 'Province', '{tinh,t}', null, null, null),
  ('thanh-pho-trung-uong', 'province', 'Thành phố', 'Thành phố trực thuộc trung ương', 'City', '{thanh pho,tp}', null, null, null),
  ('quan', 'district', 'Quận', 'Quận', 'Urban district', '{quan,q}', null, '2025-07-01', 'Luật 72/2025/QH15'),
  ('huyen', 'district', 'Huyện', 'Huyện', 'Rural district', '{huyen,h}', null, '2025-07-01', 'Luật 72/2025/QH15'),
  ('thi-xa', 'district', 'Thị xã', 'Thị xã', 'Town', '{thi xa,tx}', null, '2025-07-01', 'Luật 72/2025/QH15'),
  ('thanh-pho-thuoc-tinh', 'district', 'Thành phố', 'Thành phố thuộc tỉnh hoặc thuộc thành phố', 'City', '{thanh pho,tp}', null, '2025-07-01', 'Luật 72/2025/QH15'),
  ('phuong', 'commune', 'Phường', 'Phường', 'Ward', '{phuong,p,f}', null, null, null),
  ('xa', 'commune', 'Xã', 'Xã', 'Commune', '{xa,x}', null, null, null),
  ('thi-tran', 'commune', 'Thị trấn', 'Thị trấn', 'Township', '{thi tran,tt}', null, '2025-07-01', 'Luật 72/2025/QH15'),
  ('dac-khu', 'commune', 'Đặc khu', 'Đặc khu', 'Special zone', '{dac khu,dk}', '2025-07-01', null, 'Luật 72/2025/QH15');

create table agencies.unit (
  code text not null check (code ~ '^[0-9A-Z]{1,12}$'),
  valid_from date not null,
  valid_to date,
  since_known boolean not null default true,
  type text not null references agencies.unit_type (key),
  name text not null,
  full_name text not null,
  name_en text,
  name_folded text not null,
  parent_code text,
  parent_valid_from date,
  within_name text,
  resolution text,
  lat double precision,
  lon double precision,
  area_km2 double precision,
  source text not null,
  search tsvector not null,
  primary key (code, valid_from),
  foreign key (parent_code, parent_valid_from) references agencies.unit (code, valid_from) deferrable initially deferred,
  check (valid_to > valid_from),
  check ((parent_code is null) = (parent_valid_from is null))
);
comment on table agencies.unit is 'Administrative units. Codes, names and types are reused and changed, so the key is (code, valid_from); on any one day a code means at most one unit.';
comment on column agencies.unit.code is 'Code of the statistics office: 2 digits a province, 3 a district, 5 a commune.';
comment on column agencies.unit.valid_to is 'First day on which this row no longer holds; null: still in force.';
comment on column agencies.unit.since_known is 'False: the unit may be older than valid_from; that is only the first day our sources speak of.';
comment on column agencies.unit.name is 'Without the type: "Vỹ Dạ".';
comment on column agencies.unit.parent_valid_from is 'The parent''s row on the day this row began. The parent on a later day is the row of parent_code valid then (Đồng Nai was retyped while its communes went on).';
comment on column agencies.unit.within_name is 'The district as text, when a source names it without its code.';
comment on column agencies.unit.search is 'Folded words of the name, its type and its parents, with abbreviations.';

create unique index unit_one_open on agencies.unit (code) where valid_to is null;
create index unit_parent on agencies.unit (parent_code, valid_from);
create index unit_type_valid on agencies.unit (type, valid_from);
create index unit_name on agencies.unit (name_folded text_pattern_ops);
create index unit_search on agencies.unit using gin (search);

create table agencies.unit_link (
  from_code text not null,
  from_valid_from date not null,
  to_code text not null,
  to_valid_from date not null,
  part text not null check (part in ('whole', 'partial')),
  source text not null,
  confirmed boolean not null,
  primary key (from_code, from_valid_from, to_code, to_valid_from),
  foreign key (from_code, from_valid_from) references agencies.unit (code, valid_from) deferrable initially deferred,
  foreign key (to_code, to_valid_from) references agencies.unit (code, valid_from) deferrable initially deferred
);
comment on table agencies.unit_link is 'What an old unit became. One link of part "whole": all of it. Several links, or "partial": it was divided, and an address or a person must say which part; nobody is moved automatically.';
comment on column agencies.unit_link.confirmed is 'Whether two independent sources, or one and the text of the resolution, say the same.';

create index unit_link_to on agencies.unit_link (to_code, to_valid_from);

create table agencies.unit_import (
  source text primary key,
  fingerprint text not null,
  at timestamptz not null,
  discrepancies jsonb not null
);
comment on table agencies.unit_import is 'The newest import of each source: what it read, and the rows where sources disagree.';
