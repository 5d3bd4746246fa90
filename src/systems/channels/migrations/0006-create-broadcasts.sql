alter table channels.credential add column access_until timestamptz;
alter table channels.credential add column renewing_since timestamptz;
alter table channels.credential add column trouble text not null default '';
comment on column channels.credential.access_until is 'When the access token ends, where the platform rotates its tokens; renewed at half its life, so that a renewal gone wrong leaves hours for a person.';
comment on column channels.credential.renewing_since is 'Somebody uses the single-use refresh token right now. Written before it is used; older than a minute: they died, the token may be spent.';
comment on column channels.credential.trouble is 'Why the last renewal failed; empty: it did not.';

create table channels.broadcast (
  delivery_id uuid primary key references channels.delivery (id),
  state text not null check (state in ('asked', 'sending', 'sent', 'unconfirmed', 'refused', 'cancelled')),
  asked_by text not null,
  asked_at timestamptz not null,
  sending_at timestamptz,
  look_again_at timestamptz,
  message_id text,
  problem text not null default '',
  settled_by text
);
comment on table channels.broadcast is 'A post pushed to all who follow an account. It can never be taken back nor looked up, so it is asked for by a person, once for each post, and sent at most once.';
comment on column channels.broadcast.settled_by is 'Who looked at the platform when nobody could know whether it was sent.';

create table channels.platform_error (
  platform text not null,
  code int not null,
  class text not null check (class in ('token', 'refresh-token', 'throttled', 'needs-auth', 'refused', 'gone', 'busy')),
  meaning text not null,
  valid_from date not null,
  source text not null,
  primary key (platform, code, valid_from)
);
comment on table channels.platform_error is 'What a platform''s error numbers mean; lists differ by the age of the call. A number that is not here goes to a person.';
insert into channels.platform_error (platform, code, class, meaning, valid_from, source) values
  ('zalo', -32, 'throttled', 'too many calls', '2021-01-01', 'unconfirmed; nobody has published it'),
  ('zalo', -201, 'token', 'access token not valid', '2021-01-01', 'doc.caresoft.vn, table of codes'),
  ('zalo', -202, 'needs-auth', 'permission denied', '2021-01-01', 'doc.caresoft.vn, table of codes'),
  ('zalo', -203, 'refused', 'parameter not valid', '2021-01-01', 'doc.caresoft.vn, table of codes'),
  ('zalo', -204, 'refused', 'message not valid', '2021-01-01', 'doc.caresoft.vn, table of codes'),
  ('zalo', -205, 'needs-auth', 'no such official account', '2021-01-01', 'doc.caresoft.vn, table of codes'),
  ('zalo', -206, 'needs-auth', 'application not linked to the account', '2021-01-01', 'doc.caresoft.vn, table of codes'),
  ('zalo', -216, 'token', 'access token expired', '2021-01-01', 'unconfirmed; nobody has published it'),
  ('zalo', -14014, 'refresh-token', 'refresh token not valid', '2021-01-01', 'unconfirmed; nobody has published it');

insert into channels.setting (platform, name, value, valid_from, source) values
  ('zalo', 'broadcast.month', '40', '2021-01-01', 'kieuvanduc.com, older plan of verified accounts; today by paid plan: oa.zalo.me/home/pricing');

insert into channels.metric (platform, name, title_vi, title_en, kind, valid_from, valid_to, source) values
  ('zalo', 'total_view', 'Lượt xem', 'Views', 'count', '2021-01-01', null, 'Zalo, article/getslice (chưa xác nhận / unconfirmed)'),
  ('zalo', 'total_share', 'Lượt chia sẻ', 'Shares', 'count', '2021-01-01', null, 'Zalo, article/getslice (chưa xác nhận / unconfirmed)');
