import { defineAction } from '#kernel/action.ts';
import { STANDING } from '../rules/states.ts';
import { DeliveryReason } from '../schemas.ts';
import { agencyOfDelivery, personStep, stepRefusals } from '../staff-step.ts';

/** Takes one post back from its account; the release itself stays as it is. */
export const retractDelivery = defineAction({
  name: 'channels.retract-delivery',
  title: { vi: 'Gỡ bài khỏi kênh', en: 'Remove a post' },
  input: DeliveryReason,
  permission: 'channels.approve',
  scope: (tx, input) => agencyOfDelivery(tx, input.id),
  refuse: ({ tx }, input) => stepRefusals(tx, input, STANDING),
  async run(context, input) {
    const step = { to: 'retracting', note: input.reason, set: { look_again_at: null } } as const;
    const delivery = await personStep(context, input, step);
    return { releaseId: delivery.releaseId };
  },
  ledger: (input) => ({ subject: `delivery:${input.id}`, facts: { retracted: input.reason } }),
});
