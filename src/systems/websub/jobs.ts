import { type Db, query, sql } from '#kernel/db.ts';
import { defineJob, enqueue, type JobDefinition } from '#kernel/jobs.ts';
import { now } from '#kernel/time.ts';
import { deny, type Denial } from './deny.ts';
import { distribute } from './distribute.ts';
import { keepHouse } from './keep-house.ts';
import { sendUpdates } from './send-updates.ts';
import { verifyIntents } from './verify-intents.ts';

/** All that calls out runs in one queue: however slow the subscribers are, the other jobs keep their place. */
const QUEUE = 'websub';

export const verifyIntentsJob: JobDefinition<unknown> = defineJob<unknown>({
  name: 'websub.verify-intents',
  title: { vi: 'Hỏi lại người xin theo dõi nguồn tin', en: 'Ask callbacks whether they meant it' },
  async handle(_payload, { db, services }) {
    const more = await verifyIntents(services);
    const again = more ? now() : await earliest(db, sql`select min(next_at) as at from websub.request`);
    if (again) await enqueue(db, verifyIntentsJob, {}, { key: 'websub:verify-again', queue: QUEUE, runAt: again });
  },
});

export const distributeJob: JobDefinition<{ event?: string }> = defineJob<{ event?: string }>({
  name: 'websub.distribute',
  title: { vi: 'Tìm các nguồn tin vừa thay đổi', en: 'Look which followed feeds have changed' },
  async handle({ event }, { db, services }) {
    if ((await distribute(services, event)) > 0) await enqueue(db, sendUpdatesJob, {}, { key: 'websub:send', queue: QUEUE });
  },
});

export const sendUpdatesJob: JobDefinition<unknown> = defineJob<unknown>({
  name: 'websub.send-updates',
  title: { vi: 'Gửi nguồn tin tới phần mềm theo dõi', en: 'Send feeds to their subscribers' },
  async handle(_payload, { db, services }) {
    const more = await sendUpdates(services);
    const next = sql<{ at: Date | null }>`select min(greatest(d.next_at, h.not_before)) as at
      from websub.delivery d join websub.subscription s on s.id = d.subscription_id left join websub.host h on h.host = s.host
      where d.state = 'waiting' and s.ended_at is null and s.lease_until > ${now()}`;
    const again = more ? now() : await earliest(db, next);
    // Another key than the one for now: a job for later must not take its place.
    if (again) await enqueue(db, sendUpdatesJob, {}, { key: 'websub:send-again', queue: QUEUE, runAt: again });
  },
});

export const denyJob: JobDefinition<Denial> = defineJob<Denial>({
  name: 'websub.deny',
  title: { vi: 'Báo cho phần mềm là lượt theo dõi đã bị chấm dứt', en: 'Tell a subscriber that its subscription was ended' },
  maxAttempts: 1,
  handle: (denial, { services }) => deny(services, denial),
});

/** Finds what was missed for whatever reason, and ends what was not renewed. */
export const keepHubJob: JobDefinition<unknown> = defineJob<unknown>({
  name: 'websub.keep-hub',
  title: { vi: 'Rà các nguồn tin và lượt theo dõi', en: 'Look over feeds and subscriptions' },
  cron: '*/5 * * * *',
  async handle(_payload, { db, services }) {
    await keepHouse(db);
    await distribute(services);
    await enqueue(db, verifyIntentsJob, {}, { key: 'websub:verify', queue: QUEUE });
    await enqueue(db, sendUpdatesJob, {}, { key: 'websub:send', queue: QUEUE });
  },
});

async function earliest(db: Db, text: ReturnType<typeof sql<{ at: Date | null }>>): Promise<Date | undefined> {
  const [row] = await query<{ at: Date | null }>(db, text);
  return row?.at ?? undefined;
}
