import { defineAction } from '#kernel/action.ts';
import { findDelivery } from '../queries/deliveries.ts';
import { DeliveryRef } from '../schemas.ts';
import { agencyOfDelivery, personStep, stepRefusals } from '../staff-step.ts';

/** Tries again. What may have been posted is looked for first, always; only what is surely not there is sent. */
export const retryDelivery = defineAction({
  name: 'channels.retry-delivery',
  title: { vi: 'Thử lại', en: 'Try again' },
  input: DeliveryRef,
  permission: 'channels.approve',
  scope: (tx, input) => agencyOfDelivery(tx, input.id),
  refuse: ({ tx }, input) =>
    stepRefusals(tx, input, [
      'needs_auth',
      'failed_permanent',
      'rate_limited',
      'unconfirmed',
      'retract_failed',
      'correcting',
      'retracting',
    ]),
  async run(context, input) {
    const delivery = await findDelivery(context.tx, input.id);
    const state = delivery?.state;
    const set = { look_again_at: null, problem: '' };
    const to =
      state === 'retract_failed'
        ? 'retracting'
        : state === 'unconfirmed' || state === 'correcting' || state === 'retracting'
          ? state
          : delivery?.accepted
            ? 'remote_processing'
            : 'queued';
    // A person has looked: the count of attempts after which one is asked begins anew.
    const anew = state === 'unconfirmed' ? { attempts: 1, absent_reads: 0 } : {};
    const moved = await personStep(context, input, { to, note: 'Thử lại', set: { ...set, ...anew } });
    return { releaseId: moved.releaseId };
  },
  ledger: (input) => ({ subject: `delivery:${input.id}`, facts: { retried: true } }),
});
