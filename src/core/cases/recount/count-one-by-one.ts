import type { WorkingCalendar } from '#core/calendar/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { readClock } from '../clock/clock.ts';
import { clockOf } from '../clock/clock-of.ts';
import { caseColumns, caseOf, type CaseRow } from '../queries/cases.ts';
import type { Span } from './span.ts';

/** Counts the clocks that stood still once, count hours or run to a promised date: each with `readClock`. Returns how many changed. */
export async function countOneByOne(tx: Db, calendar: WorkingCalendar, span: Span): Promise<number> {
  const rows = await query<CaseRow>(
    tx,
    sql<CaseRow>`select ${caseColumns} from cases.case_record c
      where due_at is not null and ended_at is null and ${span}
        and (pauses <> '[]' or term_unit in ('working-hour', 'hour'))`,
  );
  const moved = rows.map(caseOf).flatMap((record) => {
    const { acceptedAt } = record;
    if (!acceptedAt || !record.dueAt) return [];
    const { lastDay, at } = readClock(calendar, clockOf({ ...record, acceptedAt }), now());
    return at.getTime() === record.dueAt.getTime() ? [] : [{ id: record.id, version: record.version, on: lastDay, at }];
  });
  if (moved.length === 0) return 0;
  const changed = await query(
    tx,
    sql`update cases.case_record c set due_on = n.last, due_at = n.at
      from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ version }) => version)}::int[],
        ${moved.map(({ on }) => on)}::date[], ${moved.map(({ at }) => at)}::timestamptz[]) n (id, version, last, at)
      where c.id = n.id and c.version = n.version returning c.id`,
  );
  return changed.length;
}
