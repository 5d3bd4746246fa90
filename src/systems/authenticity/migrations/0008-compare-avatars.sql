alter table authenticity.fake_report add column avatar text;
comment on column authenticity.fake_report.avatar is 'SHA-256 of the picture by which the page shows itself, as the reporter saw it';

alter table authenticity.fake_case
  add column avatar text,
  add column avatar_shape bit(128),
  add column avatar_distance int check (avatar_distance between 0 and 128),
  add column avatar_account uuid references authenticity.account (id),
  add column avatar_official text;
comment on column authenticity.fake_case.avatar is 'SHA-256 of the picture by which the page shows itself; the desk may put a better copy in its place';
comment on column authenticity.fake_case.avatar_distance is 'In how many of 128 signs it differs from the nearest picture of a registered account (avatar_account, avatar_official); null: not compared, or a plain surface';

alter table authenticity.account_avatar add column source text not null default 'platform' check (source in ('platform', 'keeper'));
comment on column authenticity.account_avatar.source is 'platform: the platform shows it; keeper: an official of the agency brought it';
