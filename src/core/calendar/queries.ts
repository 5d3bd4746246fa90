import { type Db, on, query, runPrepared, runTogether, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { CalendarTables } from './db.gen.ts';
import { type SpecialDay, WorkingCalendar, type WorkingWeek } from './rules/working-calendar.ts';

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

/** How long an edition is believed without asking again; a change made in this process counts at once. */
const BELIEVED_MS = 2_000;
const believed = new WeakMap<Db, { readonly at: number; readonly edition: string }>();

/** Calendars by their edition: sums over thirty years take milliseconds to make. Older ones stay for transactions in hand. */
const built = new Map<string, WorkingCalendar>();
const MOST_BUILT = 4;

export function forgetCalendar(db: Db): void {
  believed.delete(db);
}

const holdEdition = { name: 'calendar-hold-edition', text: 'select pg_advisory_xact_lock_shared(7306001)' };
const readEdition = { name: 'calendar-read-edition', text: 'select hash from calendar.edition' };

/**
 * Hash of the calendar that holds now: equal for equal calendars. In a transaction it is asked each time and holds until the end,
 * because a change of the calendar waits for it.
 */
export async function calendarEdition(db: Db): Promise<string> {
  if (on<never>(db).isTransaction) {
    const [, rows] = await runTogether(db, [
      { prepared: holdEdition, values: [] },
      { prepared: readEdition, values: [] },
    ]);
    return (rows![0] as { hash: string }).hash;
  }
  const at = now().getTime();
  const found = believed.get(db);
  const age = found ? at - found.at : -1;
  if (found && age >= 0 && age < BELIEVED_MS) return found.edition;
  const [row] = await runPrepared<{ hash: string }>(db, readEdition, []);
  believed.set(db, { at, edition: row!.hash });
  return row!.hash;
}

/** The calendar of working time that holds now, for all years that are known. */
export async function workingCalendar(db: Db): Promise<WorkingCalendar> {
  const known = built.get(await calendarEdition(db));
  return known ?? build(db);
}

interface Content {
  readonly hash: string;
  readonly specials: readonly SpecialDay[];
  readonly weeks: readonly WorkingWeek[];
}

/** One statement reads edition and content, so that no calendar is kept under another's name. */
async function build(db: Db): Promise<WorkingCalendar> {
  const [content] = await query<Content>(
    db,
    sql<Content>`select e.hash,
        (select coalesce(json_agg(json_build_object('date', date, 'works', kind = 'work')), '[]')
          from calendar.days_in_force() where kind <> 'usual') as specials,
        (select json_agg(json_build_object('validFrom', valid_from, 'hours', hours)) from (
          select valid_from, json_agg(coalesce(
              (select json_agg(json_build_array(lower(span), upper(span)) order by lower(span)) from unnest(hours) span), '[]')
            order by weekday) as hours
          from calendar.working_week group by valid_from) week) as weeks
      from calendar.edition e`,
  );
  const { hash, specials, weeks } = content!;
  const calendar = new WorkingCalendar(weeks, specials);
  if (built.size >= MOST_BUILT) built.delete(built.keys().next().value!);
  built.set(hash, calendar);
  return calendar;
}
