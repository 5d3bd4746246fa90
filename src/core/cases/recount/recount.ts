import { calendarEdition, workingCalendar } from '#core/calendar/index.ts';
import { type Db, query, sql, transaction } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { enqueue, defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { now } from '#kernel/time.ts';
import { countInDatabase } from './count-in-database.ts';
import { countOneByOne } from './count-one-by-one.ts';
import { nextSpan } from './span.ts';

/** Cases of one transaction: some seconds of work at most, which is all that is lost when it is interrupted. */
const PORTION = 100_000;

interface Recount {
  readonly id: number;
  readonly edition: string;
  readonly reachedId: string | null;
  readonly finished: boolean;
}

/** The recount of the calendar that holds, held; begun where the newest is of another calendar. */
async function holdRecount(tx: Db): Promise<Recount> {
  const edition = await calendarEdition(tx);
  await query(tx, sql`lock table cases.recount in share row exclusive mode`);
  const [newest] = await query<Recount>(
    tx,
    sql<Recount>`select id, edition, reached_id as "reachedId", finished_at is not null as finished
      from cases.recount order by id desc limit 1`,
  );
  if (newest?.edition === edition) return newest;
  const [begun] = await query<{ id: number }>(
    tx,
    sql<{ id: number }>`insert into cases.recount (edition, begun_at) values (${edition}, ${now()}) returning id`,
  );
  return { id: begun!.id, edition, reachedId: null, finished: false };
}

/** One portion; whether there was one. Counted and noted in one transaction, so that a repeat goes on where this one ended. */
function countPortion(db: Db): Promise<boolean> {
  return transaction(db, async (tx) => {
    const { id, reachedId, finished } = await holdRecount(tx);
    if (finished) return false;
    const next = await nextSpan(tx, reachedId, PORTION);
    if (!next) {
      await query(tx, sql`update cases.recount set finished_at = ${now()} where id = ${id}`);
      return false;
    }
    const calendar = await workingCalendar(tx);
    const changed = (await countOneByOne(tx, calendar, next.span)) + (await countInDatabase(tx, calendar, next.span));
    await query(
      tx,
      sql`update cases.recount set reached_id = ${next.end},
        looked = looked + ${next.count}, changed = changed + ${changed} where id = ${id}`,
    );
    failpoint('recount-portion');
    return true;
  });
}

/** Counts all running deadlines by the calendar that holds now. Does nothing when that was done; may be interrupted anywhere. */
export async function recountDeadlines(db: Db): Promise<void> {
  while (await countPortion(db)) continue;
}

/** Begun by a change of the calendar; looks by itself too, because a new version of the product may bring other days. */
export const recountJob: JobDefinition<Record<string, never>> = defineJob({
  name: 'cases.recount-deadlines',
  title: { vi: 'Tính lại hạn hồ sơ khi lịch làm việc đổi', en: 'Count deadlines anew after a change of the calendar' },
  cron: '*/10 * * * *',
  handle: (_payload: Record<string, never>, { db }) => recountDeadlines(db),
});

/** Subscriber of `calendar.changed`. */
export async function onCalendarChanged(tx: Db): Promise<void> {
  await enqueue(tx, recountJob, {}, { key: recountJob.name, queue: recountJob.name });
}
