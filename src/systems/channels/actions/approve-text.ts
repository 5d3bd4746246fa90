import { defineAction } from '#kernel/action.ts';
import { dateOf } from '#kernel/time.ts';
import { findDelivery } from '../queries/deliveries.ts';
import { DeliveryRef } from '../schemas.ts';
import { agencyOfDelivery, personStep, stepRefusals } from '../staff-step.ts';
import { trainingRefusals } from '../training/certificates.ts';

/** Lets a text leave for its account; who wrote it by hand does not approve it, and some accounts ask for training. */
export const approveText = defineAction({
  name: 'channels.approve-text',
  title: { vi: 'Duyệt đăng lên kênh', en: 'Approve a post' },
  input: DeliveryRef,
  permission: 'channels.approve',
  scope: (tx, input) => agencyOfDelivery(tx, input.id),
  async refuse({ tx, actor, now }, input) {
    const delivery = await findDelivery(tx, input.id);
    const states = await stepRefusals(tx, input, ['rendered']);
    const training = await trainingRefusals(tx, delivery?.approval ?? '', actor.id, dateOf(now));
    const message = {
      vi: 'Người sửa nội dung không tự duyệt; cần người thứ hai.',
      en: 'Who wrote the text cannot approve it; a second person must.',
    };
    const own = delivery?.writtenBy === actor.id ? [{ code: 'own-words', message }] : [];
    return [...states, ...training, ...own];
  },
  async run(context, input) {
    const delivery = await personStep(context, input, { to: 'approved', note: 'Duyệt đăng', set: { approved_by: context.actor.id } });
    return { releaseId: delivery.releaseId };
  },
  ledger: (input) => ({ subject: `delivery:${input.id}`, facts: { approved: true } }),
});
