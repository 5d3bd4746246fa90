import { type Db, on, query, sql, transaction } from '#kernel/db.ts';
import { feedHash } from '#kernel/feeds.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import type { WebsubTables } from './db.gen.ts';
import { allFeeds, readTopic } from './topics.ts';

/**
 * Reads the followed feeds that an event may have changed (all of them without one) and queues a delivery for every subscriber of
 * those that read otherwise than before. Feeds obey the moment of publication themselves, so nothing is told early. Returns how
 * many deliveries were queued.
 */
export async function distribute(services: Services, event?: string): Promise<number> {
  const changed = allFeeds(services)
    .filter(({ changedBy }) => event === undefined || changedBy.includes(event))
    .map(({ path }) => path);
  let queued = 0;
  for (const topic of await followedTopics(services.db, changed)) {
    const found = await readTopic(services, topic.address);
    const hash = found && feedHash(found.document);
    if (hash !== undefined && hash !== topic.hash) queued += await queueFor(services.db, topic.address, hash);
  }
  return queued;
}

function followedTopics(db: Db, feeds: readonly string[]) {
  if (feeds.length === 0) return [];
  return on<WebsubTables>(db)
    .selectFrom('websub.topic as t')
    .select(['t.address', 't.hash'])
    .where('t.feed', 'in', feeds)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('websub.subscription as s')
          .select('s.id')
          .whereRef('s.topic', '=', 't.address')
          .where('s.ended_at', 'is', null)
          .where('s.lease_until', '>', now()),
      ),
    )
    .orderBy('t.address')
    .execute();
}

/** Whoever still waits for an earlier change is told of both at once. */
function queueFor(db: Db, address: string, hash: string): Promise<number> {
  const at = now();
  return transaction(db, async (tx) => {
    await query(tx, sql`update websub.topic set hash = ${hash}, changes = changes + 1, changed_at = ${at} where address = ${address}`);
    const rows = await query(
      tx,
      sql`insert into websub.delivery (subscription_id, queued_at, next_at)
        select s.id, ${at}, ${at} from websub.subscription s
        where s.topic = ${address} and s.ended_at is null and s.lease_until > ${at}
        on conflict (subscription_id) where state = 'waiting' do nothing returning id`,
    );
    return rows.length;
  });
}
