create table information.live_event (
  id uuid primary key,
  code text not null unique,
  agency_id uuid not null references agencies.agency (id),
  agency_name text not null,
  state text not null default 'proposed' check (state in ('proposed', 'open', 'closed', 'dropped')),
  version int not null default 1,
  title_vi text not null,
  title_en text not null default '',
  lead_vi text not null,
  lead_en text not null default '',
  topics text[] not null default '{}',
  place_code text,
  place_name text,
  starts_at timestamptz not null,
  edited_by text[] not null check (cardinality(edited_by) > 0),
  proposed_at timestamptz not null,
  opened_by text,
  opened_at timestamptz,
  closed_by text,
  closed_at timestamptz,
  summary_vi text not null default '',
  summary_en text not null default '',
  entries int not null default 0,
  changes int not null default 0,
  constraint live_opened_by_another check (opened_by is null or not (opened_by = any (edited_by))),
  constraint live_open_has_opener check (state not in ('open', 'closed') or (opened_by is not null and opened_at is not null)),
  constraint live_closed_has_summary check (
    state <> 'closed' or (closed_by is not null and closed_at is not null and summary_vi <> ''))
);
comment on table information.live_event is 'a running event (a flood, a session) that an agency reports on while it happens; public once opened by a second person';
comment on column information.live_event.changes is
  'goes up by one with whatever readers would see change; each writer holds this row, so that whoever sees n has all changes up to n';
create index live_event_running on information.live_event (opened_at desc) where state = 'open';
create index live_event_shown on information.live_event (opened_at desc) where state in ('open', 'closed');
create index live_event_agency on information.live_event (agency_id, proposed_at desc);

create table information.live_entry (
  event_id uuid not null references information.live_event (id),
  number int not null check (number >= 1),
  change int not null,
  at timestamptz not null,
  posted_by text not null,
  text_vi text not null,
  text_en text not null default '',
  pinned boolean not null default false,
  taken_back_at timestamptz,
  taken_back_reason text,
  media_hash text,
  media_width int,
  media_height int,
  alt_vi text not null default '',
  alt_en text not null default '',
  credit text not null default '',
  primary key (event_id, number),
  constraint live_entry_end_has_reason check ((taken_back_at is null) = (taken_back_reason is null)),
  constraint live_entry_gone_not_pinned check (taken_back_at is null or not pinned),
  constraint live_entry_picture_described check (
    media_hash is null or (media_width is not null and media_height is not null and alt_vi <> '' and credit <> ''))
);
comment on column information.live_entry.change is 'live_event.changes when this entry was last changed';
comment on column information.live_entry.pinned is 'the one entry that everybody must know now';
comment on column information.live_entry.taken_back_at is 'its words and picture are no longer shown; the reason is';
create index live_entry_changed on information.live_entry (event_id, change);
create unique index live_entry_one_pinned on information.live_entry (event_id) where pinned;
create index live_entry_picture on information.live_entry (media_hash) where media_hash is not null;

create table information.live_correction (
  event_id uuid not null,
  entry int not null,
  number int not null,
  at timestamptz not null,
  corrected_by text not null,
  was_vi text not null,
  was_en text not null,
  reason text not null check (reason <> ''),
  primary key (event_id, entry, number),
  foreign key (event_id, entry) references information.live_entry (event_id, number)
);
comment on table information.live_correction is 'what an entry said before it was corrected; shown struck beside what it says now';
