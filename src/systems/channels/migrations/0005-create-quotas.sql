alter table channels.delivery drop constraint delivery_state_check;
alter table channels.delivery add constraint delivery_state_check check (state in ('planned', 'rendered', 'approved', 'queued', 'sending',
  'remote_processing', 'published', 'rate_limited', 'needs_auth', 'unconfirmed', 'failed_permanent', 'cancelled', 'unsuitable', 'correcting',
  'corrected', 'correction_unsupported', 'retracting', 'retracted', 'retract_failed', 'irrevocable_notice_sent'));

alter table channels.delivery drop column handles;
alter table channels.delivery add column handles text;
comment on column channels.delivery.handles is 'What the platform gave for preparing, encrypted under the site''s master key: the address of an upload lets its bearer upload.';
alter table channels.delivery add column accepted_at timestamptz;
comment on column channels.delivery.accepted_at is 'When the platform had taken all of it; from then on it is asked about and never sent anew, unless it was looked for and is not there.';

create table channels.quota_use (
  platform text not null,
  project text not null,
  bucket text not null,
  day date not null,
  used int not null,
  primary key (platform, project, bucket, day)
);
comment on table channels.quota_use is 'What was spent of a platform''s daily allowance, which belongs to the registered application, not to the account.';
comment on column channels.quota_use.day is 'By the platform''s own clock: Google''s day begins at midnight in California.';
comment on column channels.quota_use.project is 'Hash of the application''s id.';

insert into channels.setting (platform, name, value, valid_from, source) values
  ('youtube', 'quota.day.units', '10000', '2025-12-01', 'developers.google.com/youtube/v3/determine_quota_cost'),
  ('youtube', 'quota.day.uploads', '100', '2025-12-01', 'developers.google.com/youtube/v3/determine_quota_cost'),
  ('youtube', 'quota.videos.insert', 'uploads 1', '2025-12-01', 'developers.google.com/youtube/v3/determine_quota_cost'),
  ('youtube', 'quota.videos.list', 'units 1', '2025-12-01', 'developers.google.com/youtube/v3/determine_quota_cost'),
  ('youtube', 'quota.videos.update', 'units 50', '2025-12-01', 'developers.google.com/youtube/v3/determine_quota_cost'),
  ('youtube', 'quota.videos.delete', 'units 50', '2025-12-01', 'developers.google.com/youtube/v3/determine_quota_cost'),
  ('youtube', 'quota.channels.list', 'units 1', '2025-12-01', 'developers.google.com/youtube/v3/determine_quota_cost'),
  ('youtube', 'quota.playlistItems.list', 'units 1', '2025-12-01', 'developers.google.com/youtube/v3/determine_quota_cost'),
  ('youtube', 'quota.captions.list', 'units 50', '2025-12-01', 'developers.google.com/youtube/v3/determine_quota_cost'),
  ('youtube', 'quota.captions.insert', 'units 400', '2025-12-01', 'developers.google.com/youtube/v3/determine_quota_cost');

insert into channels.metric (platform, name, title_vi, title_en, kind, valid_from, valid_to, source) values
  ('youtube', 'viewCount', 'Lượt xem', 'Views', 'count', '2015-01-01', null, 'YouTube Data API, videos.list part=statistics'),
  ('youtube', 'likeCount', 'Lượt thích', 'Likes', 'count', '2015-01-01', null, 'YouTube Data API, videos.list part=statistics'),
  ('youtube', 'commentCount', 'Bình luận', 'Comments', 'count', '2015-01-01', null, 'YouTube Data API, videos.list part=statistics'),
  ('youtube', 'estimatedMinutesWatched', 'Phút đã xem', 'Minutes watched', 'count', '2015-01-01', null, 'YouTube Analytics API; có sau hai đến ba ngày / two to three days late');
