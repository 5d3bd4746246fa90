import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { findDelivery, findRelease } from '../queries/deliveries.ts';
import { roomFor } from '../rules/rendition.ts';
import { DeliveryText } from '../schemas.ts';
import { agencyOfDelivery, personStep, stepRefusals } from '../staff-step.ts';

/** A text of its own for one account. Another person has to approve what was written by hand; the code and the link stay below it. */
export const editText = defineAction({
  name: 'channels.edit-text',
  title: { vi: 'Sửa nội dung cho kênh', en: 'Edit a text for a channel' },
  input: DeliveryText,
  permission: 'channels.write',
  scope: (tx, input) => agencyOfDelivery(tx, input.id),
  async refuse({ tx }, input) {
    const states = await stepRefusals(tx, input, ['rendered', 'approved', 'needs_auth', 'failed_permanent']);
    const delivery = await findDelivery(tx, input.id);
    const release = delivery && (await findRelease(tx, delivery.releaseId));
    if (!delivery || !release) throw notFound();
    // The link's length does not depend on the site's address by more than this.
    const room = roomFor(delivery.platform, release, 'https://'.padEnd(80, 'x'));
    if (input.text.length <= room) return states;
    const message = {
      vi: `Nội dung dài ${input.text.length} ký tự, kênh này nhận tối đa ${room}.`,
      en: `The text has ${input.text.length} characters; this channel takes ${room}.`,
    };
    return [...states, { code: 'too-long', field: 'text', message }];
  },
  async run(context, input) {
    const set = { text: input.text, written_by: context.actor.id, approved_by: null, problem: '' };
    const delivery = await personStep(context, input, { to: 'rendered', note: 'Sửa nội dung', set });
    return { releaseId: delivery.releaseId };
  },
  ledger: (input) => ({ subject: `delivery:${input.id}`, facts: { text: input.text } }),
});
