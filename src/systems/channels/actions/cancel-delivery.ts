import { defineAction } from '#kernel/action.ts';
import type { Refusal } from '#kernel/problem.ts';
import { findDelivery } from '../queries/deliveries.ts';
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
  async refuse({ tx }, input) {
    const states = await stepRefusals(tx, input, UNSENT);
    return (await findDelivery(tx, input.id))?.accepted ? [...states, there] : states;
  },
  async run(context, input) {
    const delivery = await personStep(context, input, { to: 'cancelled', note: input.reason });
    return { releaseId: delivery.releaseId };
  },
  ledger: (input) => ({ subject: `delivery:${input.id}`, facts: { cancelled: input.reason } }),
});

const there: Refusal = {
  code: 'accepted',
  message: {
    vi: 'Nền tảng đã nhận bài này; hãy cấp lại quyền, rồi gỡ bài.',
    en: 'The platform has this post already; renew the authorisation, then remove the post.',
  },
};
