create table information.activity (
  id uuid primary key,
  agency_id uuid not null references agencies.agency (id),
  agency_name text not null,
  created_at timestamptz not null
);
comment on table information.activity is 'a public activity of leaders: one line of an agency''s public calendar';
create index activity_agency on information.activity (agency_id);

create table information.activity_edition (
  activity_id uuid not null references information.activity (id),
  number int not null check (number >= 1),
  state text not null default 'draft' check (state in ('draft', 'review', 'timed', 'dropped')),
  state_since timestamptz not null,
  version int not null default 1,
  edited_by text[] not null check (cardinality(edited_by) > 0),
  approved_by text,
  returned_reason text,
  change text not null check (change in ('first', 'changed', 'cancelled')),
  reason text not null default '',
  visible_from timestamptz,
  on_day date not null,
  starts_at timestamptz,
  ends_at timestamptz,
  title_vi text not null check (title_vi <> ''),
  title_en text not null default '',
  venue text not null default '',
  place_code text,
  place_name text,
  topics text[] not null default '{}',
  persons text[] not null check (cardinality(persons) > 0),
  offices text[] not null,
  primary key (activity_id, number),
  constraint activity_approved_by_another check (approved_by is null or not (approved_by = any (edited_by))),
  constraint activity_timed_is_approved check (state <> 'timed' or (approved_by is not null and visible_from is not null)),
  constraint activity_change_has_reason check (change = 'first' or state in ('draft', 'dropped') or reason <> ''),
  constraint activity_first_is_number_one check ((change = 'first') = (number = 1)),
  constraint activity_persons_with_offices check (cardinality(persons) = cardinality(offices)),
  constraint activity_ends_after_start check (ends_at is null or (starts_at is not null and ends_at > starts_at))
);
comment on column information.activity_edition.visible_from is
  'the one value that holds the moment of publication: everything public asks for state = timed and visible_from <= now';
comment on column information.activity_edition.starts_at is 'null: the whole day';
comment on column information.activity_edition.offices is 'the office of each person in persons, as it was when written; empty text when none was given';
create index activity_edition_day on information.activity_edition (on_day) where state = 'timed';
create index activity_edition_due on information.activity_edition (visible_from) where state = 'timed';
create unique index activity_edition_one_in_work on information.activity_edition (activity_id) where state in ('draft', 'review');

create table information.activity_release (
  activity_id uuid not null references information.activity (id),
  release_id uuid not null references information.release (id),
  linked_at timestamptz not null,
  linked_by text not null,
  primary key (activity_id, release_id)
);
comment on table information.activity_release is 'releases about an activity; shown when they are public themselves';
