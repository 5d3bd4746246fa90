import { failpoint } from '#kernel/failpoint.ts';
import type { Services } from '#kernel/http/services.ts';
import { defineJob, enqueue } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { instant, now } from '#kernel/time.ts';
import { recordBroadcast } from './actions/record-broadcast.ts';
import type { Adapter, Broadcast } from './adapters/adapter.ts';
import { adaptersFor } from './adapters/index.ts';
import { findBroadcast } from './queries/broadcasts.ts';
import { type Delivery, findDelivery } from './queries/deliveries.ts';
import type { BroadcastState } from './rules/broadcast.ts';
import { STANDING } from './rules/states.ts';
import { openCredentials } from './secrets.ts';

const AGAIN_MS = 60_000;

/** Sends a broadcast that a person asked for: at most once, since nobody can look whether it went out. */
export const broadcastJob = defineJob<{ deliveryId: string }>({
  name: 'channels.broadcast',
  title: { vi: 'Gửi bài tới người quan tâm', en: 'Push a post to followers' },
  async handle({ deliveryId }, { services, db }) {
    const delivery = await findDelivery(db, deliveryId);
    if (!delivery) return;
    const at = await sendBroadcast(services, (await adaptersFor(services))[delivery.platform], delivery);
    if (!at) return;
    const queue = `channels:${delivery.connectionId}`;
    await enqueue(db, broadcastJob, { deliveryId }, { key: `channels-broadcast:${deliveryId}`, queue, runAt: at });
  },
});

/** Written down before it leaves; found so at the start, it may have left, and a person decides. Returns when to try again, if ever. */
export async function sendBroadcast(services: Services, adapter: Adapter, delivery: Delivery): Promise<Date | undefined> {
  const row = await findBroadcast(services.db, delivery.id);
  const actor = systemActor('channels', delivery.agencyId);
  const move = async (from: BroadcastState, to: BroadcastState, problem = '', more: { messageId?: string; lookAgainAt?: Date } = {}) =>
    (await services.act(recordBroadcast, actor, { deliveryId: delivery.id, from, to, problem, ...more })).moved;
  if (row?.state === 'sending') {
    await move('sending', 'unconfirmed', 'Lần gửi trước bị ngắt giữa chừng');
    return undefined;
  }
  if (row?.state !== 'asked') return undefined;
  if (delivery.ended !== null || !STANDING.includes(delivery.state)) {
    await move('asked', 'cancelled', 'Bài không còn đứng trên kênh');
    return undefined;
  }
  if (row.lookAgainAt !== null && row.lookAgainAt > now()) return row.lookAgainAt;
  const { connectionId, agencyId, stableId, connectionName: name } = delivery;
  const account = { connectionId, agencyId, stableId, name, credentials: await openCredentials(services.db, connectionId) };
  if (!delivery.connectionActive || !adapter.broadcast || !(await move('asked', 'sending'))) return undefined;
  failpoint('channels-before-broadcast');
  const outcome = await adapter.broadcast(account, delivery.postId ?? '');
  failpoint('channels-after-broadcast');
  const after = stepAfter(outcome);
  await move('sending', after.to, after.problem, after.more);
  return after.more.lookAgainAt;
}

function stepAfter(outcome: Broadcast): {
  readonly to: BroadcastState;
  readonly problem: string;
  readonly more: { readonly messageId?: string; readonly lookAgainAt?: Date };
} {
  switch (outcome.kind) {
    case 'sent':
      return { to: 'sent', problem: '', more: { messageId: outcome.messageId } };
    case 'unknown':
      return { to: 'unconfirmed', problem: outcome.why, more: {} };
    case 'refused':
      return { to: 'refused', problem: outcome.why, more: {} };
    default: {
      const wait = outcome.kind === 'throttled' ? outcome.waitMs : AGAIN_MS;
      return { to: 'asked', problem: outcome.why, more: { lookAgainAt: instant(now().getTime() + wait) } };
    }
  }
}
