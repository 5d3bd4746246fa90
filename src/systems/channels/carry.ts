import type { Services } from '#kernel/http/services.ts';
import { Problem } from '#kernel/problem.ts';
import { instant, now } from '#kernel/time.ts';
import type { Adapter } from './adapters/adapter.ts';
import { AGAIN_MS, Carrier, later } from './carrier.ts';
import { beginCorrection, edit, retract } from './carry-change.ts';
import { check, readBack, send } from './carry-sending.ts';
import { findDelivery, findRelease } from './queries/deliveries.ts';
import { nextStep, type Step } from './rules/next-step.ts';
import type { Platform } from './rules/platforms.ts';

export type Adapters = Readonly<Record<Platform, Adapter>>;

const MOST_STEPS = 40;

/**
 * Takes a delivery as far as it goes now. Returns when to look again, if ever. May be killed anywhere and called again: what
 * was about to leave was written down before, and is then looked for, not sent.
 */
export async function carry(
  services: Services,
  adapters: Adapters,
  deliveryId: string,
): Promise<{ at: Date; connectionId: string } | undefined> {
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const delivery = await findDelivery(services.db, deliveryId);
    const release = delivery && (await findRelease(services.db, delivery.releaseId));
    if (!delivery || !release) return undefined;
    const adapter = adapters[delivery.platform];
    const next = nextStep(delivery, now());
    if (next === 'rest') return undefined;
    if ('at' in next) return { at: next.at, connectionId: delivery.connectionId };
    await take(new Carrier(services, adapter, delivery, release), next.step).catch((error: unknown) => {
      // A person or another process was faster: look again at what they left.
      if (!(error instanceof Problem) || error.status !== 409) throw error;
    });
  }
  return { at: instant(now().getTime() + AGAIN_MS), connectionId: (await findDelivery(services.db, deliveryId))?.connectionId ?? '' };
}

async function take(c: Carrier, step: Step): Promise<void> {
  switch (step) {
    case 'render':
      return c.move('rendered', '', c.rendered());
    case 'approve':
      return c.move('approved', 'Tự động theo quy định của tài khoản', { approvedBy: 'system:channels' });
    case 'queue':
      return c.move('queued', '', { lookAgainAt: null, problem: '' });
    case 'cancel':
      return c.move('cancelled', c.release.endedReason);
    case 'set-aside':
      return c.move('unsuitable', 'YouTube chỉ nhận tin có video', { problem: '', lookAgainAt: null });
    case 'send':
      return send(c);
    case 'presume-unconfirmed':
      return c.move('unconfirmed', 'Lần gửi trước bị ngắt giữa chừng', { absentReads: 0, lookAgainAt: later(c.adapter.readEveryMs) });
    case 'read-back':
      return readBack(c);
    case 'check':
      return check(c);
    case 'begin-correction':
      return beginCorrection(c);
    case 'edit':
      return edit(c);
    case 'begin-retraction':
      return c.move('retracting', c.release.endedReason, { lookAgainAt: null });
    case 'retract':
      return retract(c);
  }
}
