import { type Db, on, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { CalendarTables } from './db.gen.ts';
import { type Hours, WorkingCalendar, type WorkingWeek } from './rules/working-calendar.ts';

export type DayKind = 'off' | 'work' | 'usual';

/** A day that is not like its weekday, as people read it. */
export interface CalendarDay {
  readonly id: number;
  readonly date: string;
  readonly kind: DayKind;
  readonly titleVi: string;
  readonly titleEn: string;
  /** Law or notice that it comes from. */
  readonly basis: string;
  readonly proposedBy: string;
  /** null: nobody of this site has compared it with its source yet. */
  readonly confirmedAt: Date | null;
}

const columns = sql`id, date, kind, title_vi as "titleVi", title_en as "titleEn", basis, proposed_by as "proposedBy", confirmed_at as "confirmedAt"`;

/** The days of a year that hold, in order. */
export function daysOfYear(db: Db, year: number): Promise<CalendarDay[]> {
  return query<CalendarDay>(
    db,
    sql<CalendarDay>`select ${columns} from calendar.days_in_force()
      where date between make_date(${year}::int, 1, 1) and make_date(${year}::int, 12, 31) order by date`,
  );
}

/** What waits for its second person, the earliest day first. */
export function waitingDays(db: Db): Promise<CalendarDay[]> {
  return query<CalendarDay>(
    db,
    sql<CalendarDay>`select ${columns} from calendar.special_day
      where confirmed_at is null and proposed_by <> 'product' order by date, id limit 500`,
  );
}

export async function findDay(db: Db, id: number): Promise<CalendarDay | undefined> {
  const [row] = await query<CalendarDay>(db, sql<CalendarDay>`select ${columns} from calendar.special_day where id = ${id}`);
  return row;
}

async function weeks(db: Db): Promise<WorkingWeek[]> {
  const rows = await query<{ valid_from: string; hours: readonly Hours[] }>(
    db,
    sql<{ valid_from: string; hours: readonly Hours[] }>`select valid_from, json_agg(
        coalesce((select json_agg(json_build_array(lower(span), upper(span)) order by lower(span)) from unnest(hours) span), '[]')
        order by weekday) as hours
      from calendar.working_week group by valid_from`,
  );
  return rows.map((row) => ({ validFrom: row.valid_from, hours: row.hours }));
}

/** Basis of the hours of work that hold on a day. */
export async function hoursBasis(db: Db, date: string): Promise<string> {
  const row = await on<CalendarTables>(db)
    .selectFrom('calendar.working_week')
    .select('basis')
    .where('valid_from', '<=', date)
    .orderBy('valid_from', 'desc')
    .executeTakeFirst();
  return row?.basis ?? '';
}

/** How long a calendar is believed without asking again; a change made in this process counts at once. */
const BELIEVED_MS = 2_000;
const known = new WeakMap<Db, { readonly at: number; readonly calendar: WorkingCalendar }>();

export function forgetCalendar(db: Db): void {
  known.delete(db);
}

/** The calendar of working time that holds now, for all years that are known. */
export async function workingCalendar(db: Db): Promise<WorkingCalendar> {
  const at = now().getTime();
  const found = known.get(db);
  const age = found ? at - found.at : -1;
  if (found && age >= 0 && age < BELIEVED_MS) return found.calendar;
  const days = await query<{ date: string; kind: DayKind }>(
    db,
    sql<{ date: string; kind: DayKind }>`select date, kind from calendar.days_in_force() where kind <> 'usual'`,
  );
  const calendar = new WorkingCalendar(
    await weeks(db),
    days.map(({ date, kind }) => ({ date, works: kind === 'work' })),
  );
  known.set(db, { at, calendar });
  return calendar;
}
