import { type Db, query, sql } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { defineJob, enqueue } from '#kernel/jobs.ts';
import { now } from '#kernel/time.ts';
import { type Outgoing, SendingRun } from './sending-run.ts';

const PAGE = 1_000;
/** Then the job ends and queues itself: others get their turn, and a stop does not wait for it. */
const LONGEST_RUN_MS = 15_000;

/** Sends what waits for other servers: to each its own in order, to many at once, until nothing is left that may go now. */
export const sendActivitiesJob = defineJob<unknown>({
  name: 'channels.send-activities',
  title: { vi: 'Gửi tin tới các máy chủ ActivityPub', en: 'Send activities to ActivityPub servers' },
  async handle(_payload, { services }) {
    const again = await sendActivities(services);
    if (again) await wakeSender(services.db, again);
  },
});

/** Has the sender look now, or at an instant. */
export async function wakeSender(tx: Db, at?: Date): Promise<void> {
  const queue = 'channels:ap';
  await enqueue(tx, sendActivitiesJob, {}, at ? { key: 'channels:ap:later', queue, runAt: at } : { key: 'channels:ap:now', queue });
}

/** Sends until nothing may go now; returns when to go on, if anything still waits. */
export async function sendActivities(services: Services): Promise<Date | undefined> {
  const run = new SendingRun(services);
  const began = performance.now();
  let after = 0;
  while (performance.now() - began < LONGEST_RUN_MS) {
    const page = await waiting(services.db, after);
    if (page.length === 0) break;
    after = page.at(-1)?.id ?? after;
    for (const one of page) run.add(one);
    await run.room();
  }
  await run.finish();
  return nextTry(services.db);
}

function waiting(db: Db, after: number): Promise<Outgoing[]> {
  return query<Outgoing>(
    db,
    sql<Outgoing>`select o.id, o.activity_id as "activityId", a.kind, a.connection_id as "connectionId", o.inbox, o.host, a.queued_at as "queuedAt",
        coalesce(h.failures, 0) as failures
      from channels.outgoing_activity o join channels.activity a on a.id = o.activity_id
      left join channels.remote_host h on h.host = o.host
      where o.done_at is null and o.given_up is null and o.id > ${after} and (h.not_before is null or h.not_before <= ${now()})
      order by o.id limit ${PAGE}`,
  );
}

async function nextTry(db: Db): Promise<Date | undefined> {
  const [next] = await query<{ at: Date | null }>(
    db,
    sql<{ at: Date | null }>`select min(greatest(coalesce(h.not_before, ${now()}), ${now()})) as at
      from channels.outgoing_activity o left join channels.remote_host h on h.host = o.host
      where o.done_at is null and o.given_up is null`,
  );
  return next?.at ?? undefined;
}
