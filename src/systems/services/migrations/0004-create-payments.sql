-- Fees: what is asked of a case, every notice of money, what is given back.

create table services.payment_setting (
  name       text not null,
  valid_from date not null,
  value      bigint not null,
  basis      text not null,
  primary key (name, valid_from)
);
comment on table services.payment_setting is 'Limits of payments as dated data; see payments/settings.ts.';
insert into services.payment_setting (name, valid_from, value, basis) values
  ('smallest-amount', '2025-07-01', 1000, 'Mức thu nhỏ nhất trong các biểu phí, lệ phí hiện hành là hàng nghìn đồng (chưa xác nhận)'),
  ('largest-amount', '2025-07-01', 99999999999, 'Ngưỡng của phần mềm để chặn nhập nhầm; không phải quy định'),
  ('largest-quick-transfer', '2025-07-01', 499999999, 'Chuyển tiền nhanh 24/7 của NAPAS: dưới 500 triệu đồng một lần (chưa xác nhận)'),
  ('days-to-pay', '2025-07-01', 30, 'Nghị định 126/2020/NĐ-CP điều 18: 30 ngày kể từ ngày ban hành thông báo (các khoản từ đất, lệ phí trước bạ)'),
  ('days-for-late-news', '2025-07-01', 3, 'Ngưỡng của phần mềm: chờ tin của tổ chức thanh toán về khoản đã trả đúng hạn; không phải quy định');

create table services.payment_request (
  id            uuid primary key,
  case_id       uuid not null references cases.case_record,
  -- To whom it is due, and in whose book its receipt is numbered.
  agency_id     uuid not null references agencies.agency,
  reference     text not null unique check (reference ~ '^MC[0-9A-HJKMNP-TV-Z]{10}$'),
  amount        bigint not null check (amount > 0),
  purpose       text not null,
  state         text not null check (state in ('waiting', 'paid', 'expired', 'refunding', 'refunded')),
  received      bigint not null default 0 check (received between 0 and amount),
  created_at    timestamptz not null,
  created_by    text not null,
  until         timestamptz not null,
  -- When the provider is next asked whether money came that it never told of.
  ask_at        timestamptz not null,
  paid_at       timestamptz,
  -- What the provider said it can be paid with; null until it did.
  provider      text,
  offer         jsonb,
  receipt_number text,
  receipt_file  text,
  receipt_at    timestamptz,
  check ((state in ('paid', 'refunding', 'refunded')) = (paid_at is not null)),
  check (state <> 'paid' or received = amount),
  unique (agency_id, receipt_number)
);
comment on table services.payment_request is 'What a case is asked to pay, in đồng; paid when exactly that was received.';
comment on column services.payment_request.reference is 'Fits the content of a bank transfer; its last sign checks the others.';
create unique index payment_request_waiting on services.payment_request (case_id) where state = 'waiting';
create index payment_request_case on services.payment_request (case_id, created_at);
create index payment_request_ask on services.payment_request (ask_at) where state = 'waiting';

create table services.payment_notice (
  id            uuid primary key,
  provider      text not null,
  -- The provider's own number of this money: told a hundred times, it is one.
  provider_id   text not null,
  request_id    uuid references services.payment_request,
  agency_id     uuid references agencies.agency,
  amount        bigint not null check (amount > 0),
  paid_at       timestamptz not null,
  content       text not null,
  outcome       text not null check (outcome in ('matched', 'short', 'over', 'again', 'late', 'unknown')),
  kept          bigint not null default 0 check (kept >= 0),
  given_back    bigint not null default 0 check (given_back >= 0),
  told_at       timestamptz not null,
  told_times    integer not null default 1,
  told          text not null,
  -- A later notice with the same number that said something else, as it came.
  contradicted  text,
  taken_by      text,
  check (kept + given_back <= amount),
  unique (provider, provider_id)
);
comment on table services.payment_notice is 'Money that a provider told of, or that an officer took at the desk; what is neither kept nor given back waits for an officer.';
comment on column services.payment_notice.told is 'The notice as it came, byte for byte.';
create index payment_notice_request on services.payment_notice (request_id);
create index payment_notice_agency on services.payment_notice (agency_id, told_at desc, id);

create table services.refund (
  id          uuid primary key,
  notice_id   uuid not null references services.payment_notice,
  amount      bigint not null check (amount > 0),
  reason      text not null check (reason in ('again', 'late', 'over', 'returned', 'unknown')),
  words       text not null,
  state       text not null check (state in ('asked', 'done', 'refused')),
  asked_at    timestamptz not null,
  asked_by    text not null,
  done_at     timestamptz,
  -- Why the provider refused; or the voucher by which it was paid out.
  answer      text
);
comment on table services.refund is 'Money on its way back; done when the provider confirmed it or an officer noted the voucher.';
create index refund_notice on services.refund (notice_id);
create index refund_open on services.refund (asked_at) where state = 'asked';

create table services.sample_bank_transfer (
  id          text primary key,
  reference   text not null,
  amount      bigint not null,
  content     text not null,
  at          timestamptz not null,
  told        boolean not null default false
);
create table services.sample_bank_order (
  reference  text primary key,
  agency     text not null,
  amount     bigint not null,
  purpose    text not null,
  until      timestamptz not null
);
create table services.sample_bank_refund (
  id          text primary key,
  transfer_id text not null,
  amount      bigint not null,
  at          timestamptz not null
);
comment on table services.sample_bank_transfer is 'What "Ngân hàng Mẫu", the double of a payment provider on demonstration sites, remembers; never real money.';
