import { createPrivateKey } from 'node:crypto';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { ClosedAddress, guardedRequest } from '#kernel/guarded-request.ts';
import type { Services } from '#kernel/http/services.ts';
import { defineJob, enqueue } from '#kernel/jobs.ts';
import { instant, now } from '#kernel/time.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { openCredentials } from '../secrets.ts';
import { actorUri } from './documents.ts';
import { type Signing, signedHeaders } from './http-signature.ts';

interface Waiting {
  readonly id: number;
  readonly connectionId: string;
  readonly name: string;
  readonly inbox: string;
  readonly body: string;
  readonly queuedAt: Date;
}

const BATCH = 50;
/** Kept for a server that is away; then it is not sent any more. */
const KEPT_MS = 7 * 86_400_000;
const OPEN_AFTER = 5;
const OPEN_MS = 30 * 60_000;
const LONGEST_MS = 12 * 3_600_000;

/** Sends one host what waits for it, oldest first, until it is empty or the host does not take one. */
export const sendActivitiesJob = defineJob<{ host: string }>({
  name: 'channels.send-activities',
  title: { vi: 'Gửi tin tới máy chủ ActivityPub', en: 'Send activities to an ActivityPub server' },
  async handle({ host }, { services }) {
    const again = await sendActivities(services, host);
    if (again)
      await enqueue(services.db, sendActivitiesJob, { host }, { key: `channels:ap:${host}`, queue: `channels:ap:${host}`, runAt: again });
  },
});

/** Returns when to try the host again, if it has to be. Exactly the order of queueing, so that no Delete overtakes its Create. */
export async function sendActivities(services: Services, host: string): Promise<Date | undefined> {
  const { db } = services;
  const closed = await on<ChannelsTables>(db).selectFrom('channels.remote_host').selectAll().where('host', '=', host).executeTakeFirst();
  if (closed && closed.not_before > now()) return closed.not_before;
  const keys = new Map<string, Signing>();
  for (;;) {
    const batch = await waitingFor(db, host);
    if (batch.length === 0) return undefined;
    const done: number[] = [];
    for (const activity of batch) {
      const outcome = await sendOne(services, activity, keys);
      if (outcome === 'done') done.push(activity.id);
      else if ('giveUp' in outcome) await giveUp(db, activity, outcome);
      else {
        await markDone(db, done);
        return holdBack(db, host, closed?.failures ?? 0, activity, outcome.waitMs);
      }
    }
    await markDone(db, done);
    if (done.length > 0) await on<ChannelsTables>(db).deleteFrom('channels.remote_host').where('host', '=', host).execute();
  }
}

function waitingFor(db: Db, host: string): Promise<Waiting[]> {
  return query<Waiting>(
    db,
    sql<Waiting>`select o.id, o.connection_id as "connectionId", a.name, o.inbox, o.body, o.queued_at as "queuedAt"
      from channels.outgoing_activity o join channels.actor a on a.connection_id = o.connection_id
      where o.host = ${host} and o.done_at is null and o.given_up is null order by o.id limit ${BATCH}`,
  );
}

type Outcome = 'done' | { readonly giveUp: string; readonly gone: boolean } | { readonly waitMs: number };

async function sendOne(services: Services, activity: Waiting, keys: Map<string, Signing>): Promise<Outcome> {
  const { config, db } = services;
  if (now().getTime() - activity.queuedAt.getTime() > KEPT_MS) return { giveUp: 'seven days', gone: false };
  let signing = keys.get(activity.connectionId);
  if (!signing) {
    const { privateKeyPem = '' } = await openCredentials(db, activity.connectionId);
    signing = { keyId: `${actorUri(config.publicUrl, activity.name)}#main-key`, privateKey: createPrivateKey(privateKeyPem) };
    keys.set(activity.connectionId, signing);
  }
  const body = Buffer.from(activity.body);
  try {
    const headers = signedHeaders(new URL(activity.inbox), body, signing);
    const answer = await guardedRequest(activity.inbox, {
      method: 'POST',
      headers,
      body,
      closedNetworks: config.closedNetworks,
      maxBytes: 64 * 1024,
    });
    return judge(answer.status, Number(answer.headers['retry-after'] ?? 0));
  } catch (error) {
    return error instanceof ClosedAddress ? { giveUp: 'closed address', gone: true } : { waitMs: 0 };
  }
}

function judge(status: number, retryAfter: number): Outcome {
  if (status >= 200 && status < 300) return 'done';
  if (status === 404 || status === 410 || status === 451) return { giveUp: `HTTP ${status}`, gone: true };
  if (status === 429 || status >= 500) return { waitMs: Math.min(Number.isFinite(retryAfter) ? retryAfter * 1000 : 0, LONGEST_MS) };
  // Refused for what it is: the next one may be taken.
  if (status >= 400 && status !== 401 && status !== 403 && status !== 408) return { giveUp: `HTTP ${status}`, gone: false };
  return { waitMs: 0 };
}

async function markDone(db: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await query(
    db,
    sql`update channels.outgoing_activity set done_at = ${now()}, attempts = attempts + 1 where id = any(${sql.val(ids)}::bigint[])`,
  );
}

async function giveUp(db: Db, activity: Waiting, outcome: { giveUp: string; gone: boolean }): Promise<void> {
  await on<ChannelsTables>(db)
    .updateTable('channels.outgoing_activity')
    .set((eb) => ({ given_up: outcome.giveUp, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', activity.id)
    .execute();
  if (outcome.gone) {
    await on<ChannelsTables>(db)
      .deleteFrom('channels.follower')
      .where('inbox', '=', activity.inbox)
      .where('connection_id', '=', activity.connectionId)
      .execute();
  }
}

/** Longer each time; after five failures in a row the host is left alone for half an hour at least. */
async function holdBack(db: Db, host: string, failuresBefore: number, activity: Waiting, askedMs: number): Promise<Date> {
  const failures = failuresBefore + 1;
  const growing = Math.min(10_000 * 2 ** (failures - 1), LONGEST_MS);
  const waitMs = Math.max(askedMs, failures >= OPEN_AFTER ? Math.max(growing, OPEN_MS) : growing);
  const notBefore = instant(now().getTime() + waitMs);
  await on<ChannelsTables>(db)
    .insertInto('channels.remote_host')
    .values({ host, failures, not_before: notBefore })
    .onConflict((conflict) => conflict.column('host').doUpdateSet({ failures, not_before: notBefore }))
    .execute();
  await on<ChannelsTables>(db)
    .updateTable('channels.outgoing_activity')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', activity.id)
    .execute();
  return notBefore;
}
