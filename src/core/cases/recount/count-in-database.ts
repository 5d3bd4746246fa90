import type { WorkingCalendar } from '#core/calendar/index.ts';
import { type Db, sql, on } from '#kernel/db.ts';
import type { Span } from './span.ts';

/**
 * Counts the terms of days and months that never stood still, in one statement for a whole span: the same answer as `readClock`,
 * from the same sums of working days. Writes only what changes and returns how many rows did.
 */
export async function countInDatabase(tx: Db, calendar: WorkingCalendar, span: Span): Promise<number> {
  const { first, numbers } = calendar.dayNumbers;
  const { numAffectedRows } = await sql`
    with numbered as materialized (
      select ${first}::date + (place - 1)::int as day, number, number > lag(number, 1, 0) over (order by place) as works
      from unnest(${`{${numbers.join(',')}}`}::int[]) with ordinality given (number, place)
    ), worked as materialized (
      select number, day from numbered where works
    ), running as materialized (
      select c.id, c.version, c.due_on, c.term_amount as amount, c.term_unit as unit,
        a.number + case when a.works and (c.cut_off is null or c.at::time < c.cut_off::time) then 0 else 1 end as received
      from (select *, accepted_at at time zone 'Asia/Ho_Chi_Minh' as at from cases.case_record
        where due_at is not null and ended_at is null and promised_on is null and pauses = '[]'
          and term_unit in ('working-day', 'day', 'month') and ${span}) c
      join numbered a on a.day = c.at::date
    ), counted as (
      select id, version, due_on, w.day as last from running join worked w on w.number = received + amount where unit = 'working-day'
      union all
      select id, version, due_on, case when e.works then e.day else w.day end
      from running join worked r on r.number = received
        join numbered e on e.day = (r.day + case when unit = 'day' then make_interval(days => amount) else make_interval(months => amount) end)::date
        join worked w on w.number = e.number + case when e.works then 0 else 1 end
      where unit <> 'working-day'
    )
    update cases.case_record c set due_on = n.last, due_at = (n.last + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
    from counted n where c.id = n.id and c.version = n.version and n.last <> n.due_on`.execute(on<never>(tx));
  return Number(numAffectedRows ?? 0);
}
