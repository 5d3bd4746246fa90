import { randomInt } from 'node:crypto';
import { atMost } from '#kernel/at-most.ts';
import { failpoint } from '#kernel/failpoint.ts';
import type { Services } from '#kernel/http/services.ts';
import { systemActor } from '#kernel/permission.ts';
import { now } from '#kernel/time.ts';
import { type Claimed, claimDue } from './actions/claim-due.ts';
import { recordOutcomes } from './actions/record-outcomes.ts';
import type { Channel } from './letters.ts';
import { type Outcome, waitBefore } from './outcome.ts';

/** Tries one message once. A throw is a fault of ours: the message is tried later. */
export type Deliver = (message: Claimed) => Promise<Outcome>;

const actor = systemActor('notifications');
/** Well under the lease, so that nothing is in two hands. */
const BATCH_MS = 60_000;
const AWAY_MS = 30_000;

export interface Sending {
  readonly channel: Channel;
  readonly batch: number;
  /** At a time. */
  readonly lanes: number;
  readonly deliver: Deliver;
}

/**
 * Sends one batch of what is due; returns how many were leased. May be killed anywhere: what was leased comes up again when the
 * lease ends. Each outcome is written down on its own as soon as it is known, so that a kill leaves at most one message a lane of
 * which nobody knows whether it arrived; that one is sent again, with the same Message-ID.
 */
export async function sendDue(services: Services, { channel, batch, lanes, deliver }: Sending): Promise<number> {
  const claimed = await services.act(claimDue, actor, { channel, limit: batch });
  failpoint('notifications-after-claim', channel);
  const started = now().getTime();
  const gate = atMost(lanes);
  let away = false;
  await Promise.all(
    claimed.map((message) =>
      gate(async () => {
        const tried = !away && now().getTime() - started < BATCH_MS;
        const outcome = tried ? await attempt(services, deliver, message) : undefined;
        away ||= outcome?.kind === 'away';
        await record(services, message, outcome, away);
      }),
    ),
  );
  return claimed.length;
}

async function attempt(services: Services, deliver: Deliver, message: Claimed): Promise<Outcome> {
  try {
    const outcome = await deliver(message);
    failpoint('notifications-after-send');
    return outcome;
  } catch (error) {
    services.log.error({ err: error, letter: message.letterId }, 'a message could not be tried');
    return { kind: 'later', reason: 'fault' };
  }
}

async function record(services: Services, message: Claimed, outcome: Outcome | undefined, away: boolean): Promise<void> {
  const { letterId, addressId, attempts, lease } = message;
  const usual = waitBefore(attempts, randomInt(1_000) / 1_000);
  const known = outcome ?? { kind: 'not-tried' as const, reason: '' };
  const kind = known.kind === 'away' ? 'later' : known.kind;
  const waitMs = kind === 'not-tried' ? (away ? AWAY_MS : 0) : Math.max(usual, 'waitMs' in known ? (known.waitMs ?? 0) : 0);
  const reason = 'reason' in known ? known.reason.slice(0, 200) : '';
  if (known.kind === 'away') services.log.warn({ reason }, 'messages do not get through; trying again');
  await services.act(recordOutcomes, actor, { lease, outcomes: [{ letterId, addressId, kind, reason, waitMs }] });
}
