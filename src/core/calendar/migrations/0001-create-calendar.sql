create table calendar.working_week (
  valid_from date not null,
  weekday smallint not null check (weekday between 1 and 7),
  hours int4range[] not null,
  basis text not null check (basis <> ''),
  primary key (valid_from, weekday)
);
comment on table calendar.working_week is 'hours of work of each weekday from a day on; a newer week replaces the older one whole';
comment on column calendar.working_week.weekday is '1 Monday … 7 Sunday';
comment on column calendar.working_week.hours is 'minutes since midnight in Vietnam; none: a day of rest';

insert into calendar.working_week (valid_from, weekday, hours, basis)
select date '2020-01-01', day, case when day <= 5 then array['[450,690)', '[810,1050)']::int4range[] else '{}' end,
  'Bộ luật Lao động 45/2019/QH14, Điều 105 (8 giờ một ngày) và Quyết định 188/1999/QĐ-TTg (tuần 40 giờ, nghỉ thứ Bảy và Chủ nhật); giờ trong ngày do từng tỉnh quy định, đây là giờ thường dùng 7 giờ 30–11 giờ 30 và 13 giờ 30–17 giờ 30; chưa đối chiếu nguyên văn'
from generate_series(1, 7) day;

create table calendar.special_day (
  id int generated always as identity primary key,
  date date not null,
  kind text not null check (kind in ('off', 'work', 'usual')),
  title_vi text not null check (title_vi <> ''),
  title_en text not null check (title_en <> ''),
  basis text not null check (basis <> ''),
  proposed_by text not null,
  proposed_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  constraint special_day_whole check ((confirmed_by is null) = (confirmed_at is null)),
  constraint special_day_by_two_persons check (confirmed_by <> proposed_by)
);
comment on table calendar.special_day is 'days that are not like their weekday; the newest that counts for a date holds, older ones stay to be read';
comment on column calendar.special_day.kind is 'off: nobody works; work: a day of rest that is worked, making up for another; usual: as its weekday, takes an earlier entry back';
comment on column calendar.special_day.confirmed_by is 'the second person, who compared it with its source; what came with the product (proposed_by "product") holds before that, and is marked';
create index special_day_date on calendar.special_day (date);

create function calendar.days_in_force() returns setof calendar.special_day language sql stable as $$
  select distinct on (date) * from calendar.special_day
  where confirmed_at is not null or proposed_by = 'product'
  order by date, confirmed_at desc nulls last, id desc
$$;

insert into calendar.special_day (date, kind, title_vi, title_en, basis, proposed_by, proposed_at)
select d::date, k, vi, en, b || '; chưa đối chiếu nguyên văn', 'product', '2026-11-22T00:00:00Z' from (values
  ('2025-01-01', 'off', 'Tết Dương lịch', 'New Year', 'Bộ luật Lao động 45/2019/QH14, Điều 112'),
  ('2025-01-27', 'off', 'Tết Ất Tỵ', 'Tết', 'Bộ luật Lao động 45/2019/QH14, Điều 112; thông báo lịch nghỉ Tết năm 2025'),
  ('2025-01-28', 'off', 'Tết Ất Tỵ', 'Tết', 'Bộ luật Lao động 45/2019/QH14, Điều 112; thông báo lịch nghỉ Tết năm 2025'),
  ('2025-01-29', 'off', 'Tết Ất Tỵ', 'Tết', 'Bộ luật Lao động 45/2019/QH14, Điều 112; thông báo lịch nghỉ Tết năm 2025'),
  ('2025-01-30', 'off', 'Tết Ất Tỵ', 'Tết', 'Bộ luật Lao động 45/2019/QH14, Điều 112; thông báo lịch nghỉ Tết năm 2025'),
  ('2025-01-31', 'off', 'Tết Ất Tỵ', 'Tết', 'Bộ luật Lao động 45/2019/QH14, Điều 112; thông báo lịch nghỉ Tết năm 2025'),
  ('2025-04-07', 'off', 'Giỗ Tổ Hùng Vương (10 tháng 3 âm lịch)', 'Hùng Kings’ Day', 'Bộ luật Lao động 45/2019/QH14, Điều 112'),
  ('2025-04-26', 'work', 'Làm bù cho ngày 02/5/2025', 'Makes up for 2 May 2025', 'thông báo hoán đổi ngày làm việc năm 2025'),
  ('2025-04-30', 'off', 'Ngày Chiến thắng', 'Reunification Day', 'Bộ luật Lao động 45/2019/QH14, Điều 112'),
  ('2025-05-01', 'off', 'Ngày Quốc tế lao động', 'Labour Day', 'Bộ luật Lao động 45/2019/QH14, Điều 112'),
  ('2025-05-02', 'off', 'Nghỉ hoán đổi, làm bù ngày 26/4/2025', 'Day off, made up for on 26 April 2025', 'thông báo hoán đổi ngày làm việc năm 2025'),
  ('2025-09-01', 'off', 'Quốc khánh', 'National Day', 'Bộ luật Lao động 45/2019/QH14, Điều 112; thông báo lịch nghỉ Quốc khánh năm 2025'),
  ('2025-09-02', 'off', 'Quốc khánh', 'National Day', 'Bộ luật Lao động 45/2019/QH14, Điều 112'),
  ('2026-01-01', 'off', 'Tết Dương lịch', 'New Year', 'Bộ luật Lao động 45/2019/QH14, Điều 112'),
  ('2026-01-02', 'off', 'Nghỉ hoán đổi, làm bù ngày 10/01/2026', 'Day off, made up for on 10 January 2026', 'thông báo hoán đổi ngày làm việc năm 2026'),
  ('2026-01-10', 'work', 'Làm bù cho ngày 02/01/2026', 'Makes up for 2 January 2026', 'thông báo hoán đổi ngày làm việc năm 2026'),
  ('2026-02-16', 'off', 'Tết Bính Ngọ', 'Tết', 'Bộ luật Lao động 45/2019/QH14, Điều 112; thông báo lịch nghỉ Tết năm 2026'),
  ('2026-02-17', 'off', 'Tết Bính Ngọ', 'Tết', 'Bộ luật Lao động 45/2019/QH14, Điều 112; thông báo lịch nghỉ Tết năm 2026'),
  ('2026-02-18', 'off', 'Tết Bính Ngọ', 'Tết', 'Bộ luật Lao động 45/2019/QH14, Điều 112; thông báo lịch nghỉ Tết năm 2026'),
  ('2026-02-19', 'off', 'Tết Bính Ngọ', 'Tết', 'Bộ luật Lao động 45/2019/QH14, Điều 112; thông báo lịch nghỉ Tết năm 2026'),
  ('2026-02-20', 'off', 'Tết Bính Ngọ', 'Tết', 'Bộ luật Lao động 45/2019/QH14, Điều 112; thông báo lịch nghỉ Tết năm 2026'),
  ('2026-04-27', 'off', 'Nghỉ bù Giỗ Tổ Hùng Vương (26/4/2026, Chủ nhật)', 'In lieu of Hùng Kings’ Day (Sunday)', 'Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3 và Điều 112'),
  ('2026-04-30', 'off', 'Ngày Chiến thắng', 'Reunification Day', 'Bộ luật Lao động 45/2019/QH14, Điều 112'),
  ('2026-05-01', 'off', 'Ngày Quốc tế lao động', 'Labour Day', 'Bộ luật Lao động 45/2019/QH14, Điều 112'),
  ('2026-08-22', 'work', 'Làm bù cho ngày 31/8/2026', 'Makes up for 31 August 2026', 'thông báo hoán đổi ngày làm việc năm 2026'),
  ('2026-08-31', 'off', 'Nghỉ hoán đổi, làm bù ngày 22/8/2026', 'Day off, made up for on 22 August 2026', 'thông báo hoán đổi ngày làm việc năm 2026'),
  ('2026-09-01', 'off', 'Quốc khánh', 'National Day', 'Bộ luật Lao động 45/2019/QH14, Điều 112; thông báo lịch nghỉ Quốc khánh năm 2026'),
  ('2026-09-02', 'off', 'Quốc khánh', 'National Day', 'Bộ luật Lao động 45/2019/QH14, Điều 112'),
  ('2027-01-01', 'off', 'Tết Dương lịch', 'New Year', 'Bộ luật Lao động 45/2019/QH14, Điều 112')
) as known (d, k, vi, en, b);
