create table agencies.agency_kind (
  key text primary key,
  rank smallint not null,
  name_vi text not null,
  name_en text not null,
  abbreviation text,
  valid_from date,
  valid_to date
);
comment on column agencies.agency_kind.rank is 'Order in lists: the State''s central bodies first.';

insert into agencies.agency_kind (key, rank, name_vi, name_en, abbreviation) values
  ('national-assembly', 1, 'Quốc hội và cơ quan của Quốc hội', 'National Assembly and its bodies', null),
  ('president', 2, 'Chủ tịch nước', 'President', null),
  ('government', 3, 'Chính phủ, Thủ tướng Chính phủ', 'Government, Prime Minister', null),
  ('ministry', 4, 'Bộ', 'Ministry', null),
  ('ministerial-agency', 5, 'Cơ quan ngang bộ', 'Ministerial-level agency', null),
  ('government-agency', 6, 'Cơ quan thuộc Chính phủ', 'Agency under the Government', null),
  ('judiciary', 7, 'Tòa án, Viện kiểm sát', 'Courts and procuracies', null),
  ('central-body', 8, 'Cơ quan trung ương khác', 'Other central body', null),
  ('province-committee', 10, 'Ủy ban nhân dân cấp tỉnh', 'Provincial People’s Committee', 'UBND'),
  ('province-council', 11, 'Hội đồng nhân dân cấp tỉnh', 'Provincial People’s Council', 'HĐND'),
  ('province-department', 12, 'Sở, ban, ngành cấp tỉnh', 'Provincial department', null),
  ('commune-committee', 20, 'Ủy ban nhân dân cấp xã', 'Communal People’s Committee', 'UBND'),
  ('commune-council', 21, 'Hội đồng nhân dân cấp xã', 'Communal People’s Council', 'HĐND'),
  ('unit-of-agency', 30, 'Đơn vị thuộc, trực thuộc', 'Unit of an agency', null),
  ('other', 40, 'Cơ quan, tổ chức khác', 'Other agency or organisation', null);

create table agencies.agency (
  id uuid primary key,
  code_qd20 text not null,
  code_102 text,
  code_source text not null check (code_source in ('official', 'generated')),
  code_note text,
  kind text not null references agencies.agency_kind (key),
  name text not null,
  name_en text,
  short_name text,
  name_folded text not null,
  bare_folded text not null,
  parent_id uuid references agencies.agency (id) deferrable initially deferred,
  unit_code text,
  unit_valid_from date,
  valid_from date,
  valid_to date,
  basis text,
  site text not null,
  email text,
  phone text,
  address text,
  website text,
  search tsvector not null,
  foreign key (unit_code, unit_valid_from) references agencies.unit (code, valid_from) deferrable initially deferred,
  check ((unit_code is null) = (unit_valid_from is null)),
  check (valid_to > valid_from)
);
comment on table agencies.agency is 'Agencies of the State. A row is never deleted: a closed one still issued what it issued.';
comment on column agencies.agency.code_qd20 is 'Decision 20/2020/QĐ-TTg: level 1 first, trailing zero groups dropped (G22, H57.XA.19.777).';
comment on column agencies.agency.code_102 is 'QCVN 102:2016: level 4.3.2.1, thirteen characters (000.00.00.G22).';
comment on column agencies.agency.code_source is 'generated: made by this product because no official list was at hand; to be replaced by the code the province issues.';
comment on column agencies.agency.short_name is 'As notations use it: UBND, VPCP, BTC.';
comment on column agencies.agency.bare_folded is 'Folded name without what all of its kind share: "vy da" for the committee of phường Vỹ Dạ.';
comment on column agencies.agency.valid_from is 'Null: older than our records.';
comment on column agencies.agency.valid_to is 'First day on which it no longer exists; null: exists.';
comment on column agencies.agency.unit_code is 'The unit it governs or sits in; on a given day, the row of this code valid then.';
comment on column agencies.agency.site is 'Which installation hosts it.';

create unique index agency_code_open on agencies.agency (code_qd20) where valid_to is null;
create index agency_by_code on agencies.agency (code_qd20);
create index agency_by_code_102 on agencies.agency (code_102);
create index agency_unit on agencies.agency (unit_code, kind);
create index agency_kind_valid on agencies.agency (kind, valid_from);
create index agency_parent on agencies.agency (parent_id) where parent_id is not null;
create index agency_site on agencies.agency (site);
create index agency_name on agencies.agency (name_folded text_pattern_ops);
create index agency_bare_name on agencies.agency (bare_folded text_pattern_ops);
create index agency_short_name on agencies.agency (lower(short_name));
create index agency_search on agencies.agency using gin (search);

create table agencies.agency_former_name (
  agency_id uuid not null references agencies.agency (id),
  name text not null,
  name_en text,
  short_name text,
  valid_from date,
  valid_to date not null,
  basis text,
  primary key (agency_id, valid_to)
);
comment on table agencies.agency_former_name is 'Names an agency bore before its present one: documents show it as it was called on their date.';

create table agencies.agency_code (
  code text not null,
  agency_id uuid not null references agencies.agency (id),
  valid_from date,
  valid_to date,
  note text,
  primary key (code, agency_id)
);
comment on table agencies.agency_code is 'Further codes an agency is or was known by, in either form, besides the two in its row.';

create table agencies.agency_link (
  from_id uuid not null references agencies.agency (id),
  to_id uuid not null references agencies.agency (id),
  kind text not null check (kind in ('merged-into', 'split-into', 'tasks-moved-to')),
  since date not null,
  basis text,
  confirmed boolean not null,
  primary key (from_id, to_id, kind),
  check (from_id <> to_id)
);
comment on table agencies.agency_link is 'merged-into: the successor takes over all rights and duties; tasks-moved-to: only part of the work.';
create index agency_link_to on agencies.agency_link (to_id);

create table agencies.agency_group (
  id uuid primary key,
  owner_id uuid references agencies.agency (id),
  name text not null,
  name_folded text not null,
  valid_to date
);
comment on table agencies.agency_group is 'Saved lists of recipients. The groups every installation has (all communes of Huế…) are rules in groups.ts, not rows.';
comment on column agencies.agency_group.owner_id is 'The agency whose staff see it; null: everyone.';
create unique index agency_group_name on agencies.agency_group (coalesce(owner_id, '00000000-0000-0000-0000-000000000000'), name_folded) where valid_to is null;

create table agencies.agency_group_member (
  group_id uuid not null references agencies.agency_group (id),
  agency_id uuid not null references agencies.agency (id),
  valid_from date not null,
  valid_to date,
  primary key (group_id, agency_id, valid_from),
  check (valid_to >= valid_from)
);
comment on table agencies.agency_group_member is 'Members from and until a day, so that a group resolves as it was on the sending date.';
create index agency_group_member_agency on agencies.agency_group_member (agency_id);
