import { defineAction } from '#kernel/action.ts';
import { findDelivery } from '../queries/deliveries.ts';
import { DeliveryRef } from '../schemas.ts';
import { agencyOfDelivery, personStep, stepRefusals } from '../staff-step.ts';

/** Lets a text leave for its account; who wrote it by hand does not approve it. */
export const approveText = defineAction({
  name: 'channels.approve-text',
  title: { vi: 'Duyệt đăng lên kênh', en: 'Approve a post' },
  input: DeliveryRef,
  permission: 'channels.approve',
  scope: (tx, input) => agencyOfDelivery(tx, input.id),
  async refuse({ tx, actor }, input) {
    const states = await stepRefusals(tx, input, ['rendered']);
    const own = (await findDelivery(tx, input.id))?.writtenBy === actor.id;
    const message = {
      vi: 'Người sửa nội dung không tự duyệt; cần người thứ hai.',
      en: 'Who wrote the text cannot approve it; a second person must.',
    };
    return own ? [...states, { code: 'own-words', message }] : states;
  },
  async run(context, input) {
    const delivery = await personStep(context, input, { to: 'approved', note: 'Duyệt đăng', set: { approved_by: context.actor.id } });
    return { releaseId: delivery.releaseId };
  },
  ledger: (input) => ({ subject: `delivery:${input.id}`, facts: { approved: true } }),
});
