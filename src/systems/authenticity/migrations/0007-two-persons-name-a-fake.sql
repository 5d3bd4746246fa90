alter table authenticity.fake_case
  add column looked_by text,
  add column confirmed_by text;
update authenticity.fake_case c set looked_by = s.by_account
from (select distinct on (case_id) case_id, by_account from authenticity.fake_step where state = 'triaged' order by case_id, no desc) s
where s.case_id = c.id;
update authenticity.fake_case c set confirmed_by = s.by_account
from (select distinct on (case_id) case_id, by_account from authenticity.fake_step where state = 'confirmed_fake' order by case_id, no desc) s
where s.case_id = c.id and c.confirmed_at is not null and s.by_account is distinct from c.looked_by;
alter table authenticity.fake_case add constraint two_persons check (confirmed_by is null or confirmed_by <> looked_by);
comment on column authenticity.fake_case.looked_by is 'Who looked at the page and gathered what is known of it; another person names it false in public.';
