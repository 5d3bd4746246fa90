create table channels.metric (
  platform text not null,
  name text not null,
  title_vi text not null,
  title_en text not null,
  kind text not null check (kind in ('count', 'unique')),
  valid_from date not null,
  valid_to date,
  source text not null,
  primary key (platform, name, valid_from),
  check (valid_to > valid_from)
);
comment on table channels.metric is 'What a platform''s figure means, and from when to when: platforms retire figures several times a year.';
comment on column channels.metric.kind is 'unique: counts persons; never added up, over channels or over posts, since the same persons may be in both.';
insert into channels.metric (platform, name, title_vi, title_en, kind, valid_from, valid_to, source) values
  ('facebook', 'post_impressions', 'Lượt hiển thị', 'Impressions', 'count', '2015-01-01', '2025-11-15', 'Meta, deprecated metrics of Page insights'),
  ('facebook', 'post_media_view', 'Lượt xem', 'Views', 'count', '2025-11-15', null, 'Meta, Page insights'),
  ('facebook', 'post_total_media_view_unique', 'Người xem', 'Viewers', 'unique', '2025-11-15', null, 'Meta, Page insights'),
  ('facebook', 'post_clicks', 'Lượt bấm', 'Clicks', 'count', '2015-01-01', null, 'Meta, Page insights'),
  ('activitypub', 'likes', 'Lượt thích', 'Likes', 'count', '2026-01-01', null, 'đếm tại đây / counted here'),
  ('activitypub', 'announces', 'Lượt chia sẻ', 'Shares', 'count', '2026-01-01', null, 'đếm tại đây / counted here');

create table channels.metric_fact (
  delivery_id uuid not null references channels.delivery (id),
  metric text not null,
  day date not null,
  value bigint not null check (value >= 0),
  fetched_at timestamptz not null,
  primary key (delivery_id, metric, day)
);
comment on column channels.metric_fact.value is 'The total of the post up to that day, as the platform gave it.';

create table channels.trial (
  id uuid primary key,
  agency_id uuid not null references agencies.agency (id),
  question text not null,
  platform text not null,
  metric text not null,
  starts_on date not null,
  ends_on date not null,
  baseline_from date not null,
  baseline_to date not null,
  comparison text not null,
  cost_vnd bigint not null check (cost_vnd >= 0),
  least_gain_percent int not null,
  least_posts int not null check (least_posts > 0),
  state text not null default 'planned' check (state in ('planned', 'running', 'closed')),
  version int not null default 1,
  planned_by text not null,
  planned_at timestamptz not null,
  started_at timestamptz,
  closed_at timestamptz,
  report jsonb,
  signature text,
  check (ends_on >= starts_on),
  check (baseline_to >= baseline_from and baseline_to < starts_on),
  constraint report_when_closed check ((state = 'closed') = (report is not null and signature is not null and closed_at is not null))
);
comment on table channels.trial is 'A trial run: what is asked, measured and decided is written down before it starts.';
comment on column channels.trial.least_gain_percent is 'Decision rule: the mean of the primary metric per post must exceed the baseline''s by at least this.';
create function channels.keep_trial() returns trigger language plpgsql as $$
begin
  if old.state <> 'planned' and (new.question, new.platform, new.metric, new.starts_on, new.ends_on, new.baseline_from, new.baseline_to,
      new.comparison, new.least_gain_percent, new.least_posts) is distinct from (old.question, old.platform, old.metric, old.starts_on,
      old.ends_on, old.baseline_from, old.baseline_to, old.comparison, old.least_gain_percent, old.least_posts) then
    raise exception 'what a trial measures is not changed after its start';
  end if;
  if old.state = 'closed' then
    raise exception 'the report of a trial is not changed';
  end if;
  return new;
end $$;
create trigger keep_trial before update on channels.trial for each row execute function channels.keep_trial();
