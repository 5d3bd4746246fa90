alter table information.answer_term add column unit text not null default 'day' check (unit in ('day', 'working-day'));
comment on column information.answer_term.unit is 'days as they pass, or working days of the national calendar';
comment on table information.answer_term is 'within how many days an agency answers a question of the press, from when, by which rule';
