import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import { atMost } from '#kernel/at-most.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { feedHash, feedLinks, type FeedDocument } from '#kernel/feeds.ts';
import { ClosedAddress } from '#kernel/guarded-request.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import { call } from './call.ts';
import { keepOutcome } from './keep-outcome.ts';
import { judge, type Outcome } from './rules/outcome.ts';
import { openSecret, type SealedSecret } from './secrets.ts';
import { readTopic } from './topics.ts';

/** A delivery that is due, with whom it is for. */
export interface Due extends SealedSecret {
  readonly id: number;
  readonly subscriptionId: string;
  readonly attempts: number;
  readonly topic: string;
  readonly callback: string;
  readonly host: string;
  readonly sentHash: string | null;
  /** How often the topic had changed when this was read. */
  readonly changes: number;
}

const HOSTS_AT_ONCE = 16;
const BATCH = 200;
/** How long a feed once read is taken for what it reads now. */
const FRESH_MS = 1_000;

/** Sends what is due, hosts beside each other and each host one after another. Returns whether more is due. */
export async function sendUpdates(services: Services): Promise<boolean> {
  const due = await dueDeliveries(services.db);
  const read = reader(services);
  const gate = atMost(HOSTS_AT_ONCE);
  const byHost = Map.groupBy(due, ({ host }) => host);
  await Promise.all([...byHost.values()].map((waiting) => gate(() => sendToHost(services, waiting, read))));
  return due.length === BATCH;
}

/** Hosts that answer come before those that did not. */
function dueDeliveries(db: Db): Promise<Due[]> {
  return query<Due>(
    db,
    sql<Due>`select d.id, s.id as "subscriptionId", d.attempts, s.topic, s.callback, s.host, s.sent_hash as "sentHash",
        s.master_key, s.nonce, s.sealed, t.changes
      from websub.delivery d join websub.subscription s on s.id = d.subscription_id join websub.topic t on t.address = s.topic
        left join websub.host h on h.host = s.host
      where d.state = 'waiting' and d.next_at <= ${now()} and s.ended_at is null and s.lease_until > ${now()}
        and (h.not_before is null or h.not_before <= ${now()})
      order by h.failures nulls first, d.id limit ${BATCH}`,
  );
}

type Read = (topic: string) => Promise<FeedDocument | undefined>;

function reader(services: Services): Read {
  const kept = new Map<string, { readonly at: number; readonly document: Promise<FeedDocument | undefined> }>();
  return (topic) => {
    const known = kept.get(topic);
    if (known && now().getTime() - known.at < FRESH_MS) return known.document;
    const document = readTopic(services, topic).then((found) => found?.document);
    kept.set(topic, { at: now().getTime(), document });
    return document;
  };
}

/** A host that does not take one is not bothered with the others now. */
async function sendToHost(services: Services, waiting: readonly Due[], read: Read): Promise<void> {
  for (const delivery of waiting) {
    const document = await read(delivery.topic);
    const sent = document && feedHash(document);
    const outcome = document && sent !== delivery.sentHash ? await send(services, delivery, document) : ({ kind: 'taken' } as const);
    await keepOutcome(services.db, delivery, outcome, sent);
    if (outcome.kind === 'failed') return;
  }
}

async function send(services: Services, delivery: Due, { self, type, text }: FeedDocument): Promise<Outcome> {
  const body = Buffer.from(text);
  const secret = openSecret(delivery, delivery.topic, delivery.callback);
  try {
    const { status, headers } = await call(services, delivery.callback, {
      method: 'POST',
      headers: {
        'content-type': type,
        link: feedLinks(services, self),
        ...(secret ? { 'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` } : {}),
      },
      body,
      maxBytes: 1_024,
    });
    const after = headers['retry-after'];
    return judge(status, typeof after === 'string' ? after : undefined);
  } catch (error) {
    const why = error instanceof ClosedAddress ? 'closed address' : ((error as NodeJS.ErrnoException).code ?? (error as Error).name);
    return { kind: 'failed', why, askedMs: 0 };
  }
}
