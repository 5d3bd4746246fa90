create table information.topic (
  code text primary key,
  title_vi text not null,
  title_en text not null,
  position int not null
);
insert into information.topic (code, title_vi, title_en, position) values
  ('chi-dao-dieu-hanh', 'Chỉ đạo, điều hành', 'Direction and administration', 1),
  ('chinh-sach-moi', 'Chính sách mới', 'New policies', 2),
  ('kinh-te', 'Kinh tế, tài chính', 'Economy and finance', 3),
  ('xa-hoi', 'Xã hội, an sinh', 'Society and welfare', 4),
  ('thien-tai', 'Phòng, chống thiên tai', 'Natural disasters', 5),
  ('y-te', 'Y tế', 'Health', 6),
  ('giao-duc', 'Giáo dục, đào tạo', 'Education and training', 7),
  ('giao-thong', 'Giao thông, xây dựng', 'Transport and construction', 8),
  ('nong-nghiep-moi-truong', 'Nông nghiệp, môi trường', 'Agriculture and environment', 9),
  ('chuyen-doi-so', 'Khoa học, chuyển đổi số', 'Science and digital transformation', 10),
  ('doi-ngoai', 'Đối ngoại, hội nhập', 'Foreign affairs', 11),
  ('quoc-phong-an-ninh', 'Quốc phòng, an ninh', 'Defence and security', 12);

create table information.release (
  id uuid primary key,
  code text not null unique,
  kind text not null check (kind in
    ('thong-cao', 'tin', 'phat-bieu', 'giai-thich-chi-dao', 'tra-loi-bao-chi', 'video', 'phong-su-anh', 'thong-cao-ngay')),
  agency_id uuid not null references agencies.agency (id),
  agency_name text not null,
  created_at timestamptz not null,
  ended text check (ended in ('withdrawn', 'retracted')),
  ended_at timestamptz,
  ended_reason text,
  check ((ended is null) = (ended_at is null) and (ended is null) = (ended_reason is null))
);
comment on column information.release.code is 'agency''s prefix, day, number of the day, four signs that cannot be guessed';
comment on column information.release.ended is 'withdrawn: the page stays with the reason; retracted: the words go, the reason stays';

create table information.code_count (
  agency_id uuid not null references agencies.agency (id),
  day date not null,
  last int not null,
  primary key (agency_id, day)
);

create table information.edition (
  release_id uuid not null references information.release (id),
  number int not null check (number >= 1),
  state text not null default 'draft'
    check (state in ('draft', 'review', 'legal', 'approved', 'embargoed', 'published', 'dropped')),
  state_since timestamptz not null,
  version int not null default 1,
  edited_by text[] not null check (cardinality(edited_by) > 0),
  reviewed_by text,
  legal_by text,
  returned_reason text,
  change text not null check (change in ('first', 'minor', 'major')),
  note text,
  visible_from timestamptz,
  shown_at timestamptz,
  title_vi text not null,
  summary_vi text not null,
  body_vi text not null,
  title_en text not null default '',
  summary_en text not null default '',
  body_en text not null default '',
  topics text[] not null default '{}',
  persons text[] not null default '{}',
  place_code text,
  place_name text,
  folded text not null default '',
  words tsvector generated always as (to_tsvector('simple', folded)) stored,
  published_at timestamptz,
  signed_text text,
  jws text,
  primary key (release_id, number),
  constraint reviewed_by_another check (reviewed_by is null or not (reviewed_by = any (edited_by))),
  constraint legality_by_another check (legal_by is null or not (legal_by = any (edited_by))),
  constraint two_different_persons check (legal_by is null or reviewed_by is null or legal_by <> reviewed_by),
  constraint approved_by_two check (
    state not in ('approved', 'embargoed', 'published') or (reviewed_by is not null and legal_by is not null)),
  constraint moment_known check (state not in ('embargoed', 'published') or (visible_from is not null and shown_at is not null)),
  constraint major_has_note check (change <> 'major' or state in ('draft', 'dropped') or coalesce(note, '') <> ''),
  constraint first_is_number_one check ((change = 'first') = (number = 1))
);
comment on column information.edition.edited_by is 'accounts that wrote any of it; none of them may approve it';
comment on column information.edition.visible_from is
  'the one value that holds the moment of publication: everything public asks for state in (embargoed, published) and visible_from <= now';
comment on column information.edition.shown_at is 'the moment readers see: of the first edition or the last major change';
comment on column information.edition.published_at is 'when the action ran that signed it and told the other systems; never before visible_from';

create index edition_newest on information.edition (shown_at desc, release_id) where state in ('embargoed', 'published');
create index edition_due on information.edition (visible_from) where state = 'embargoed';
create index edition_words on information.edition using gin (words);
create index edition_topics on information.edition using gin (topics);
create index edition_persons on information.edition using gin (persons);
create index edition_open on information.edition (state, state_since) where state not in ('published', 'dropped');
create index release_agency on information.release (agency_id);
create unique index edition_one_in_work on information.edition (release_id)
  where state not in ('published', 'dropped');

create table information.history (
  id uuid primary key,
  release_id uuid not null references information.release (id),
  edition int not null,
  at timestamptz not null,
  actor_id text not null,
  event text not null,
  note text
);
create index history_release on information.history (release_id, at);
