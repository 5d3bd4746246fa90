alter table identity.person
  add column nationality text not null default 'VN' check (nationality ~ '^[A-Z]{2}$'),
  add column residence_card text;
comment on column identity.person.residence_card is 'Number of a foreigner''s residence card; null for citizens.';

create table identity.contact (
  account_id uuid not null references identity.account (id),
  kind text not null check (kind in ('email', 'phone')),
  value text not null,
  confirmed_at timestamptz not null,
  primary key (account_id, kind)
);
comment on table identity.contact is 'Where one-time codes for an account go, confirmed by such a code.';

create table identity.enrolment (
  id uuid primary key,
  purpose text not null check (purpose in ('enrol', 'recover')),
  token_hash bytea not null unique,
  personal_number text not null,
  full_name text,
  birth_date date,
  contact_kind text not null check (contact_kind in ('email', 'phone')),
  contact text not null,
  code_hash bytea not null,
  failures integer not null default 0,
  prefix_key bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  finished_at timestamptz,
  result text check (result in ('done', 'not-online')),
  check ((finished_at is null) = (result is null)),
  check (purpose = 'recover' or (full_name is not null and birth_date is not null))
);
comment on table identity.enrolment is 'Somebody opening an account online, or recovering it, in one browser, while a one-time code is awaited; gone after a day.';
comment on column identity.enrolment.code_hash is 'HMAC of the code with this row''s id: six digits could be guessed from a plain hash.';
comment on column identity.enrolment.result is 'not-online: only a counter can help; one answer for a number that is taken and for one that does not fit.';
create index enrolment_prefix on identity.enrolment (prefix_key, created_at);
create index enrolment_contact on identity.enrolment (contact, created_at);

create table identity.code_message (
  id uuid primary key,
  kind text not null check (kind in ('email', 'phone')),
  destination text not null,
  words_vi text not null,
  words_en text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table identity.code_message is 'One-time codes of a site without a sender: the outbox page shows them while they hold. Demonstration and installation only.';

create table identity.counter_visit (
  id uuid primary key,
  agency_id uuid not null references agencies.agency (id),
  wants text not null check (wants in ('level', 'recover', 'unlock')),
  personal_number text not null check (personal_number ~ '^[0-9]{12}$'),
  full_name text not null,
  birth_date date not null,
  nationality text not null check (nationality ~ '^[A-Z]{2}$'),
  residence_card text,
  checked jsonb not null,
  received_by uuid not null references identity.account (id),
  received_at timestamptz not null,
  decided_by uuid references identity.account (id),
  decided_at timestamptz,
  outcome text check (outcome in ('confirmed', 'refused')),
  reason text,
  constraint two_officers check (decided_by is distinct from received_by),
  check ((outcome is null) = (decided_at is null) and (outcome is null) = (decided_by is null)),
  check (nationality = 'VN' or residence_card is not null)
);
comment on table identity.counter_visit is 'Somebody at a counter: what one officer checked, and what a second one decided (Decree 69/2024/NĐ-CP: level 2 in person).';
create index counter_visit_agency on identity.counter_visit (agency_id, received_at desc);

create table identity.application (
  id uuid primary key,
  kind text not null check (kind in ('child', 'organisation')),
  applicant_account_id uuid not null references identity.account (id),
  agency_id uuid not null references agencies.agency (id),
  facts jsonb not null,
  created_at timestamptz not null,
  decided_by uuid references identity.account (id),
  decided_at timestamptz,
  outcome text check (outcome in ('confirmed', 'refused')),
  reason text,
  constraint not_ones_own check (decided_by is distinct from applicant_account_id),
  check ((outcome is null) = (decided_at is null) and (outcome is null) = (decided_by is null))
);
comment on table identity.application is 'A guardian asks for a child''s electronic identity, a representative for an organisation''s; an officer looks at the papers and decides.';
create index application_agency on identity.application (agency_id, created_at desc);
create index application_applicant on identity.application (applicant_account_id);

create table identity.mandate_field (
  name text primary key check (name ~ '^[a-z][a-z-]{1,40}$'),
  title_vi text not null,
  title_en text not null
);
comment on table identity.mandate_field is 'What somebody may be mandated to do, in words that both sides understand.';
insert into identity.mandate_field (name, title_vi, title_en) values
  ('public-services', 'Làm thủ tục hành chính', 'Administrative procedures'),
  ('documents', 'Nhận và gửi văn bản', 'Receiving and sending documents'),
  ('bidding', 'Đấu thầu', 'Bidding'),
  ('data', 'Xem và xin dữ liệu', 'Seeing and asking for data');

create table identity.mandate_use (
  id uuid primary key,
  mandate_id uuid not null references identity.mandate (id),
  at timestamptz not null,
  words_vi text not null,
  words_en text not null
);
comment on table identity.mandate_use is 'Each time somebody acted for another, shown to both.';
create index mandate_use_mandate on identity.mandate_use (mandate_id, at desc);

insert into identity.setting (name, valid_from, value, basis) values
  ('enrolment-seconds', '2025-01-01', 600, 'Ours: how long a one-time code holds'),
  ('enrolment-failures', '2025-01-01', 5, 'NIST SP 800-63B-4 §3.2.2: few guesses at a code of six digits'),
  ('enrolments-an-hour', '2025-01-01', 20, 'Ours: from one network; a household or an office may stand behind it'),
  ('codes-an-hour', '2025-01-01', 5, 'Ours: to one telephone or mailbox'),
  ('real-numbers', '2025-01-01', 0, 'Until the site is joined to the national population database only numbers of the test range are taken; 1: all'),
  ('age-own', '2024-07-01', 14, 'Nghị định 69/2024/NĐ-CP điều 7: từ đủ 14 tuổi tự đăng ký'),
  ('age-level-two', '2024-07-01', 6, 'Nghị định 69/2024/NĐ-CP điều 7: dưới 6 tuổi chỉ mức 1; từ đủ 6 tuổi được mức 2 khi có yêu cầu');
