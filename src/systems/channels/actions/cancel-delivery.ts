import { defineAction } from '#kernel/action.ts';
import { UNSENT } from '../rules/states.ts';
import { DeliveryReason } from '../schemas.ts';
import { agencyOfDelivery, personStep, stepRefusals } from '../staff-step.ts';

/** Nothing of this release goes to this account; only while nothing has left. */
export const cancelDelivery = defineAction({
  name: 'channels.cancel-delivery',
  title: { vi: 'Không đăng lên kênh này', en: 'Do not post here' },
  input: DeliveryReason,
  permission: 'channels.approve',
  scope: (tx, input) => agencyOfDelivery(tx, input.id),
  refuse: ({ tx }, input) => stepRefusals(tx, input, UNSENT),
  async run(context, input) {
    const delivery = await personStep(context, input, { to: 'cancelled', note: input.reason });
    return { releaseId: delivery.releaseId };
  },
  ledger: (input) => ({ subject: `delivery:${input.id}`, facts: { cancelled: input.reason } }),
});
