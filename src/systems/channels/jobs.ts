import { type Db, query, sql } from '#kernel/db.ts';
import { defineJob, enqueue } from '#kernel/jobs.ts';
import { machineClock, now } from '#kernel/time.ts';
import { adaptersFor } from './adapters/index.ts';
import { carry } from './carry.ts';
import { AGAIN_MS, later } from './carrier.ts';
import { keepMeasured } from './queries/metrics.ts';
import type { Platform } from './rules/platforms.ts';
import { openCredentials } from './secrets.ts';

/** Takes one delivery as far as it goes now; deliveries of one account go one after another. */
export const deliverJob = defineJob<{ deliveryId: string }>({
  name: 'channels.deliver',
  title: { vi: 'Chuyển tin tới kênh', en: 'Carry a release to a channel' },
  async handle({ deliveryId }, { services, db, log }) {
    const off = await clockOff(db);
    if (Math.abs(off) > MOST_OFF_MS) {
      log.error({ offMs: off }, "the clock of this machine is not the database's: nothing is carried to a channel until it is right");
      await again(db, deliveryId, { at: later(AGAIN_MS) });
      return;
    }
    const next = await carry(services, await adaptersFor(services), deliveryId);
    if (next) await again(db, deliveryId, next);
  },
});

/** How long a post may still turn up is counted between machines, and so is the moment of publication. */
const MOST_OFF_MS = 5_000;

/** How far this machine's clock is ahead of the database's, ms; behind: less than nought. */
export async function clockOff(db: Db, own: () => number = machineClock): Promise<number> {
  const before = own();
  const [row] = await query<{ at: number }>(db, sql<{ at: number }>`select extract(epoch from clock_timestamp())::float8 * 1000 as at`);
  return (before + own()) / 2 - (row?.at ?? 0);
}

function again(db: Db, deliveryId: string, next: { readonly at: Date; readonly connectionId?: string }): Promise<void> {
  const queue = next.connectionId === undefined ? {} : { queue: `channels:${next.connectionId}` };
  return enqueue(db, deliverJob, { deliveryId }, { key: `channels:${deliveryId}`, ...queue, runAt: next.at });
}

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

const MEASURED_AT_ONCE = 300;

/** Asks the platforms how the posts of the last ninety days fare, those longest not asked about first. */
export const measureJob = defineJob<unknown>({
  name: 'channels.measure',
  title: { vi: 'Lấy số liệu các bài', en: 'Fetch the figures of posts' },
  cron: '17 * * * *',
  maxAttempts: 1,
  async handle(_payload, { db, services, log }) {
    const adapters = await adaptersFor(services);
    for (const post of await postsToMeasure(db)) {
      const account = { ...post, credentials: await openCredentials(db, post.connectionId) };
      await adapters[post.platform]
        .metrics(account, post.postId)
        .then((measured) => keepMeasured(db, post.deliveryId, post.platform, measured))
        .catch((error: unknown) => log.warn({ err: error, platform: post.platform }, 'figures of a post were not fetched'));
    }
  },
});

interface Measurable {
  readonly deliveryId: string;
  readonly postId: string;
  readonly connectionId: string;
  readonly agencyId: string;
  readonly platform: Platform;
  readonly stableId: string;
  readonly name: string;
}

function postsToMeasure(db: Db): Promise<Measurable[]> {
  return query<Measurable>(
    db,
    sql<Measurable>`select d.id as "deliveryId", d.post_id as "postId", c.id as "connectionId", c.agency_id as "agencyId", c.platform, c.stable_id as "stableId", c.name
      from channels.delivery d join channels.connection c on c.id = d.connection_id join channels.release r on r.id = d.release_id
      where d.state in ('published', 'corrected', 'correction_unsupported') and c.status = 'active' and d.post_id is not null
        and r.published_at > ${now()}::timestamptz - interval '90 days'
      order by (select max(f.fetched_at) from channels.metric_fact f where f.delivery_id = d.id) nulls first limit ${MEASURED_AT_ONCE}`,
  );
}
