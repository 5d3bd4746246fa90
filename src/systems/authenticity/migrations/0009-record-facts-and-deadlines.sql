create table authenticity.page_fact (
  id uuid primary key,
  case_id uuid not null references authenticity.fake_case (id),
  page_created_on date,
  admin_countries text not null default '',
  former_names text not null default '',
  seen_on date not null,
  by_account text not null,
  at timestamptz not null,
  constraint says_something check (page_created_on is not null or admin_countries <> '' or former_names <> '')
);
comment on table authenticity.page_fact is 'What the platform''s own transparency page says of a reported page, as an official read it on a day. Nothing is written over: the newest row counts, all are evidence.';
comment on column authenticity.page_fact.former_names is 'one name a line, with the day from which it was used where the platform says so';
create index page_fact_case on authenticity.page_fact (case_id, at);

create table authenticity.fake_referral (
  id uuid primary key,
  case_id uuid not null references authenticity.fake_case (id),
  route text not null,
  referred_on date not null,
  reference text,
  by_account text not null,
  at timestamptz not null
);
comment on column authenticity.fake_referral.reference is 'the platform''s own number of the report, or the number of the police''s paper; often known only later';
create index fake_referral_case on authenticity.fake_referral (case_id, at);
insert into authenticity.fake_referral (id, case_id, route, referred_on, by_account, at)
select gen_random_uuid(), case_id, route, (at at time zone 'Asia/Ho_Chi_Minh')::date, by_account, at
from authenticity.fake_step where state = 'referred' and route is not null;

create table authenticity.step_deadline (
  state text not null,
  hours int not null check (hours > 0),
  valid_from date not null,
  valid_to date,
  source text not null,
  confirmed boolean not null,
  primary key (state, valid_from)
);
comment on table authenticity.step_deadline is 'How long a case may stay in a state before the next step, from when to when, and by which rule. confirmed: somebody has read the rule itself.';
insert into authenticity.step_deadline (state, hours, valid_from, valid_to, source, confirmed) values
  ('received', 24, '2015-01-01', null, 'Chỉ tiêu của bàn xử lý', true),
  ('triaged', 48, '2015-01-01', null, 'Chỉ tiêu của bàn xử lý', true),
  ('unclear', 168, '2015-01-01', null, 'Chỉ tiêu của bàn xử lý', true),
  ('confirmed_fake', 24, '2015-01-01', null, 'Chỉ tiêu của bàn xử lý', true),
  ('referred', 168, '2015-01-01', '2024-12-25', 'Chỉ tiêu của bàn xử lý', true),
  ('referred', 24, '2024-12-25', null, 'Nghị định 147/2024/NĐ-CP, Điều 23: nền tảng gỡ chậm nhất 24 giờ từ khi cơ quan có thẩm quyền yêu cầu (theo báo chí)', false),
  ('persists', 24, '2015-01-01', null, 'Chỉ tiêu của bàn xử lý', true);

alter table authenticity.fake_case add column due_at timestamptz;
comment on column authenticity.fake_case.due_at is 'Until when the next step is to be taken, by the rule of the day on which the present state began; null: none is waited for';
update authenticity.fake_case c set due_at = c.changed_at + make_interval(hours => d.hours)
from authenticity.step_deadline d where d.state = c.state and d.valid_to is null;
