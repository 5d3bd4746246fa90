create table notifications.letter_count (
  letter_id bigint not null,
  state text not null,
  count bigint not null,
  primary key (letter_id, state)
);
comment on table notifications.letter_count is
  'how many messages of a letter are in which state, kept by triggers once a statement: the list of letters would otherwise count millions of rows at each look';

insert into notifications.letter_count (letter_id, state, count)
select letter_id, state, count(*) from notifications.message group by letter_id, state;

-- One statement, one row a letter and state; always in the same order, so that two senders wait for each other instead of locking each other out.
create function notifications.count_added() returns trigger language plpgsql as $$
begin
  insert into notifications.letter_count as c (letter_id, state, count)
  select letter_id, state, count(*) from added group by letter_id, state order by letter_id, state
  on conflict (letter_id, state) do update set count = c.count + excluded.count;
  return null;
end $$;

create function notifications.count_changed() returns trigger language plpgsql as $$
begin
  insert into notifications.letter_count as c (letter_id, state, count)
  select letter_id, state, sum(one) from (
    select letter_id, state, 1 as one from added union all select letter_id, state, -1 from gone) as moved
  group by letter_id, state having sum(one) <> 0 order by letter_id, state
  on conflict (letter_id, state) do update set count = c.count + excluded.count;
  return null;
end $$;

create function notifications.count_gone() returns trigger language plpgsql as $$
begin
  insert into notifications.letter_count as c (letter_id, state, count)
  select letter_id, state, -count(*) from gone group by letter_id, state order by letter_id, state
  on conflict (letter_id, state) do update set count = c.count + excluded.count;
  return null;
end $$;

create trigger count_added after insert on notifications.message
  referencing new table as added for each statement execute function notifications.count_added();
create trigger count_changed after update on notifications.message
  referencing new table as added old table as gone for each statement execute function notifications.count_changed();
create trigger count_gone after delete on notifications.message
  referencing old table as gone for each statement execute function notifications.count_gone();
