-- What holds now has a name, so that a calendar is built once and whatever was counted by an older one is known.
create function calendar.content_hash() returns text language sql stable as $$
  select md5(
    coalesce((select string_agg(concat_ws('|', date, kind), ';' order by date) from calendar.days_in_force() where kind <> 'usual'), '')
    || '#' || coalesce((select string_agg(concat_ws('|', valid_from, weekday, hours), ';' order by valid_from, weekday)
      from calendar.working_week), ''))
$$;

create table calendar.edition (
  single boolean primary key default true check (single),
  hash text not null
);
comment on table calendar.edition is 'one row: hash of the days and hours that hold; equal hashes mean an equal calendar';
insert into calendar.edition (hash) values (calendar.content_hash());

-- Whoever counts a term in a transaction holds 7306001 shared, so that a change waits for them: what they count is written before
-- the new edition holds, and whoever recounts afterwards sees it.
create function calendar.new_edition() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7306001);
  update calendar.edition set hash = calendar.content_hash();
  return null;
end $$;
create trigger special_day_edition after insert or update or delete on calendar.special_day
  for each statement execute function calendar.new_edition();
create trigger working_week_edition after insert or update or delete on calendar.working_week
  for each statement execute function calendar.new_edition();
