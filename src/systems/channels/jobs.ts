import { query, sql } from '#kernel/db.ts';
import { defineJob, enqueue } from '#kernel/jobs.ts';
import { adaptersFor } from './adapters/index.ts';
import { carry } from './carry.ts';

/** Takes one delivery as far as it goes now; deliveries of one account go one after another. */
export const deliverJob = defineJob<{ deliveryId: string }>({
  name: 'channels.deliver',
  title: { vi: 'Chuyển tin tới kênh', en: 'Carry a release to a channel' },
  async handle({ deliveryId }, { services, db }) {
    const next = await carry(services, await adaptersFor(services), deliveryId);
    if (next) {
      await enqueue(
        db,
        deliverJob,
        { deliveryId },
        { key: `channels:${deliveryId}`, queue: `channels:${next.connectionId}`, runAt: next.at },
      );
    }
  },
});

/** Whatever is under way but has no job, for whatever reason, gets one. */
export const sweepJob = defineJob<unknown>({
  name: 'channels.sweep',
  title: { vi: 'Rà các bản tin đang chuyển', en: 'Look for deliveries left lying' },
  cron: '*/2 * * * *',
  async handle(_payload, { db }) {
    const rows = await query<{ id: string; connectionId: string }>(
      db,
      sql<{ id: string; connectionId: string }>`select d.id, d.connection_id as "connectionId"
        from channels.delivery d join channels.connection c on c.id = d.connection_id join channels.release r on r.id = d.release_id
        where c.status = 'active' and (d.look_again_at is null or d.look_again_at <= now())
          and (d.state in ('planned', 'approved', 'queued', 'sending', 'remote_processing', 'unconfirmed', 'rate_limited', 'correcting', 'retracting')
            or (d.state in ('published', 'corrected') and (d.posted_revision < r.revision or r.ended = 'retracted')))
        limit 500`,
    );
    for (const { id, connectionId } of rows) {
      await enqueue(db, deliverJob, { deliveryId: id }, { key: `channels:${id}`, queue: `channels:${connectionId}` });
    }
  },
});
