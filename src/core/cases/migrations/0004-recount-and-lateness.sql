-- The one order in which the clock looks at cases whose time runs: for recounting, and for what is nearly or already late.
create index case_record_running on cases.case_record (due_at, id) where due_at is not null and ended_at is null;

create table cases.recount (
  id          integer generated always as identity primary key,
  -- The calendar by which is counted, see calendar.edition.
  edition     text not null,
  begun_at    timestamptz not null,
  -- Cases due at this instant or later are counted; what was interrupted goes on before it.
  reached_at  timestamptz,
  reached_id  uuid,
  looked      bigint not null default 0,
  changed     bigint not null default 0,
  finished_at timestamptz,
  check ((reached_at is null) = (reached_id is null))
);
comment on table cases.recount is 'Each time the running deadlines were counted anew because the calendar had changed; the newest row is the one that counts.';

-- When a new date was promised; the date itself is promised_on. Once a case, for ever.
alter table cases.case_record add column promised_at timestamptz,
  add constraint promised_whole check ((promised_on is null) = (promised_at is null));
create function cases.keep_promise() returns trigger language plpgsql as $$
begin
  raise exception 'a new date is promised at most once';
end $$;
create trigger promise_is_kept before update on cases.case_record for each row
  when (old.promised_on is not null and (new.promised_on, new.promised_at) is distinct from (old.promised_on, old.promised_at))
  execute function cases.keep_promise();

create table cases.setting (
  name       text not null,
  valid_from date not null,
  value      integer not null check (value >= 0),
  basis      text not null check (basis <> ''),
  primary key (name, valid_from)
);
comment on table cases.setting is 'Limits of the clock as dated rows; a basis says where each is from and whether anybody compared it.';
insert into cases.setting (name, valid_from, value, basis) values
  ('apology-working-days-before', '2025-07-01', 1, 'Chậm nhất 01 ngày trước khi hết hạn phải có văn bản xin lỗi: quy chế của tỉnh (Quyết định 88/2025/QĐ-UBND Lai Châu); chưa đối chiếu nguyên văn Nghị định 118/2025/NĐ-CP'),
  ('promise-working-days-most', '2025-07-01', 15, 'Văn bản không nêu số ngày hẹn lại nhiều nhất; mức này do phần mềm đặt, chờ cơ quan có thẩm quyền quyết định'),
  ('late-to-leader-working-days', '2025-07-01', 2, 'Bậc thang đôn đốc nội bộ do phần mềm đặt, chờ cơ quan có thẩm quyền quyết định'),
  ('late-to-superior-working-days', '2025-07-01', 5, 'Bậc thang đôn đốc nội bộ do phần mềm đặt, chờ cơ quan có thẩm quyền quyết định'),
  ('supplement-days', '2025-07-01', 30, 'Thời hạn chờ bổ sung do phần mềm đặt theo mức nhiều thủ tục dùng; chưa có căn cứ chung, chờ xác nhận');

create table cases.lateness (
  case_id    uuid not null references cases.case_record,
  -- The term that it is about: a promised date begins the ladder again.
  due_on     date not null,
  rung       text not null check (rung in ('apology-due', 'unit-head', 'leader', 'superior')),
  -- On whose desk it lies.
  agency_id  uuid not null references agencies.agency,
  reached_at timestamptz not null,
  primary key (case_id, due_on, rung)
);
comment on table cases.lateness is 'Rungs of the ladder that a case has reached: a letter of apology is due; then late, before the head of the unit, the leader, the superior agency.';
create index lateness_desk on cases.lateness (agency_id, rung, due_on);
