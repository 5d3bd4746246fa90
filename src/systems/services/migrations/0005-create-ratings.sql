-- What people say of how they were served, and the limits of the index board.

create table services.rating (
  id        uuid primary key,
  agency_id uuid not null references agencies.agency,
  rated_on  date not null,
  handling  smallint not null check (handling between 1 and 5),
  duration  smallint not null check (duration between 1 and 5),
  attitude  smallint not null check (attitude between 1 and 5)
);
comment on table services.rating is 'Marks from 1 to 5, without a word of who gave them or for which case: all that the board reads. Its id says no time.';
create index rating_of_agency on services.rating (agency_id, rated_on);

create table services.rating_giver (
  case_id    uuid primary key references cases.case_record,
  rating_id  uuid not null unique references services.rating,
  rated_by   text not null,
  words      text not null,
  rated_at   timestamptz not null,
  changed_at timestamptz
);
comment on table services.rating_giver is 'Who rated which case, kept apart: so that a case is rated once, and the giver may change it for some days.';

create table services.board_setting (
  name       text not null,
  valid_from date not null,
  value      integer not null,
  basis      text not null check (basis <> ''),
  primary key (name, valid_from)
);
comment on table services.board_setting is 'Limits of the board as dated rows; a basis says where each is from and whether anybody compared it.';
insert into services.board_setting (name, valid_from, value, basis) values
  ('rating-change-days', '2025-07-01', 7, 'Thời gian được sửa đánh giá do phần mềm đặt, chờ cơ quan có thẩm quyền quyết định'),
  ('satisfied-from', '2025-07-01', 3, 'Hài lòng là cả ba mục từ 3 điểm trở lên; văn bản nói "phản hồi không hài lòng" mà không nêu thang điểm, chưa đối chiếu nguyên văn Quyết định 766/QĐ-TTg');
create index payment_request_paid on services.payment_request (agency_id, paid_at) where paid_at is not null;
