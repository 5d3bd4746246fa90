import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';

/** A number of the queue; it belongs to whoever holds the slip, and says nothing of them. */
export interface Ticket {
  readonly id: string;
  readonly agencyId: string;
  readonly day: string;
  readonly number: number;
  readonly takenAt: Date;
  readonly calledAt: Date | null;
  /** Number of the counter to which it was called. */
  readonly counter: number | null;
}

const columns = sql`id, agency_id as "agencyId", day, number, taken_at as "takenAt", called_at as "calledAt", counter`;

export async function findTicket(db: Db, id: string): Promise<Ticket | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<Ticket>(db, sql<Ticket>`select ${columns} from services.ticket where id = ${id}`);
  return row;
}

/** The queue of an agency on a day. */
export interface Queue {
  /** How many wait, and how many were called. */
  readonly waiting: number;
  readonly called: number;
  /** The newest call of each counter, the newest first. */
  readonly calls: readonly { readonly number: number; readonly counter: number; readonly calledAt: Date }[];
  /** Median minutes between two calls today; undefined until three were made. */
  readonly pace: number | undefined;
}

/** Calls that lie further apart than this are a pause of the desk, not the time that somebody takes. */
const PAUSE_MINUTES = 30;
/** The pace is that of the last calls, so that a slow morning does not count in the afternoon. */
const RECENT = 20;
/** Fewer gaps than this say nothing. */
const FEWEST_GAPS = 2;
const MOST_SHOWN = 8;

/** How the queue stands, in three small questions. */
export async function queueOf(db: Db, agencyId: string, day: string): Promise<Queue> {
  const ofDay = sql`agency_id = ${agencyId} and day = ${day}`;
  const [[counts], calls, [gaps]] = await Promise.all([
    query<{ waiting: number; called: number }>(
      db,
      sql`select count(*) filter (where called_at is null)::int as waiting, count(called_at)::int as called from services.ticket where ${ofDay}`,
    ),
    query<Queue['calls'][number]>(
      db,
      sql`select number, counter, "calledAt" from (
          select distinct on (counter) number, counter, called_at as "calledAt" from services.ticket
          where ${ofDay} and called_at is not null order by counter, called_at desc
        ) newest order by "calledAt" desc limit ${MOST_SHOWN}`,
    ),
    query<{ count: number; median: number | null }>(
      db,
      sql`select count(*)::int as count, percentile_cont(0.5) within group (order by minutes) as median from (
          select extract(epoch from called_at - lag(called_at) over (order by called_at))::float8 / 60 as minutes from (
            select called_at from services.ticket where ${ofDay} and called_at is not null order by called_at desc limit ${RECENT}
          ) recent
        ) gap where minutes <= ${PAUSE_MINUTES}`,
    ),
  ]);
  const measured = gaps && gaps.count >= FEWEST_GAPS && gaps.median !== null;
  return { waiting: counts!.waiting, called: counts!.called, calls, pace: measured ? gaps.median! : undefined };
}

/** How many are called before a ticket. */
export async function aheadOf(db: Db, { agencyId, day, number }: Ticket): Promise<number> {
  const [row] = await query<{ ahead: number }>(
    db,
    sql`select count(*)::int as ahead from services.ticket
      where agency_id = ${agencyId} and day = ${day} and called_at is null and number < ${number}`,
  );
  return row!.ahead;
}

/** Minutes that somebody with so many before them is likely to wait; undefined while nothing was measured. */
export function waitOf(ahead: number, pace: number | undefined): number | undefined {
  return pace === undefined ? undefined : Math.max(1, Math.ceil((ahead + 1) * pace));
}
