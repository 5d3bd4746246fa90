import { randomBytes } from 'node:crypto';
import { atMost } from '#kernel/at-most.ts';
import { type Db, on, transaction } from '#kernel/db.ts';
import { feedHash } from '#kernel/feeds.ts';
import type { Services } from '#kernel/http/services.ts';
import { newId } from '#kernel/id.ts';
import { instant, now } from '#kernel/time.ts';
import { call } from './call.ts';
import type { WebsubTables } from './db.gen.ts';
import { withParameters } from './rules/callback.ts';
import { patience } from './rules/outcome.ts';
import { readTopic } from './topics.ts';

type Request = Awaited<ReturnType<typeof dueRequests>>[number];

const AT_ONCE = 16;
const BATCH = 200;
/** Tries of a callback that cannot be reached; an answer that is none is final (WebSub §5.3.1). */
const TRIES = 3;

/** Asks every callback whether it meant what was asked in its name. Returns whether more wait. */
export async function verifyIntents(services: Services): Promise<boolean> {
  const due = await dueRequests(services.db);
  const gate = atMost(AT_ONCE);
  await Promise.all(due.map((request) => gate(() => verify(services, request))));
  return due.length === BATCH;
}

function dueRequests(db: Db) {
  return on<WebsubTables>(db)
    .selectFrom('websub.request')
    .selectAll()
    .where('next_at', '<=', now())
    .orderBy('next_at')
    .limit(BATCH)
    .execute();
}

async function verify(services: Services, request: Request): Promise<void> {
  const { db } = services;
  const confirmed = await confirms(services, request);
  if (confirmed === undefined && request.attempts + 1 < TRIES) {
    const next_at = instant(now().getTime() + patience(request.attempts + 1));
    await on<WebsubTables>(db)
      .updateTable('websub.request')
      .set({ attempts: request.attempts + 1, next_at })
      .where('id', '=', request.id)
      .execute();
    return;
  }
  await transaction(db, async (tx) => {
    // A newer request for the same thing has another id, and is answered by itself.
    const [taken] = await on<WebsubTables>(tx).deleteFrom('websub.request').where('id', '=', request.id).returning('id').execute();
    if (!taken || !confirmed) return;
    if (request.mode === 'subscribe') await subscribe(services, tx, request);
    else await unsubscribe(tx, request);
  });
}

/** Whether the callback repeats the challenge; undefined when it could not be asked. */
async function confirms(services: Services, { callback, mode, topic, lease_seconds }: Request): Promise<boolean | undefined> {
  const challenge = randomBytes(24).toString('base64url');
  const parameters = {
    'hub.mode': mode,
    'hub.topic': services.config.publicUrl + topic,
    'hub.challenge': challenge,
    ...(mode === 'subscribe' ? { 'hub.lease_seconds': String(lease_seconds) } : {}),
  };
  try {
    const { status, body } = await call(services, withParameters(callback, parameters), { method: 'GET', headers: {}, maxBytes: 1_024 });
    return status >= 200 && status < 300 && body.toString() === challenge;
  } catch {
    return undefined;
  }
}

async function subscribe(services: Services, tx: Db, request: Request): Promise<void> {
  const { topic, callback, host, lease_seconds, master_key, nonce, sealed } = request;
  const found = await readTopic(services, topic);
  if (!found) return;
  const at = now();
  await on<WebsubTables>(tx)
    .insertInto('websub.topic')
    .values({ address: topic, feed: request.feed, hash: feedHash(found.document), changed_at: at })
    .onConflict((conflict) => conflict.column('address').doNothing())
    .execute();
  const held = { lease_until: instant(at.getTime() + lease_seconds * 1_000), verified_at: at, master_key, nonce, sealed };
  await on<WebsubTables>(tx)
    .insertInto('websub.subscription')
    .values({ id: newId(), topic, callback, host, since: at, ...held })
    .onConflict((conflict) => conflict.columns(['topic', 'callback']).where('ended_at', 'is', null).doUpdateSet(held))
    .execute();
}

async function unsubscribe(tx: Db, { topic, callback }: Request): Promise<void> {
  await on<WebsubTables>(tx)
    .updateTable('websub.subscription')
    .set({ ended_at: now(), ended_why: 'unsubscribed' })
    .where('topic', '=', topic)
    .where('callback', '=', callback)
    .where('ended_at', 'is', null)
    .execute();
}
