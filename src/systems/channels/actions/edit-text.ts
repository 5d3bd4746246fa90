import { defineAction } from '#kernel/action.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { findDelivery, findRelease } from '../queries/deliveries.ts';
import type { Platform } from '../rules/platforms.ts';
import { faultOf, lengthOn, limits, roomFor } from '../rules/rendition.ts';
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
    if (delivery.accepted) return [...states, accepted];
    // The link's length does not depend on the site's address by more than this.
    const room = roomFor(delivery.platform, release, 'https://'.padEnd(80, 'x'));
    const fault = faultOf(delivery.platform, input.text, room);
    return fault === undefined ? states : [...states, refusalOf(fault, delivery.platform, input.text, room)];
  },
  async run(context, input) {
    const set = { text: input.text, written_by: context.actor.id, approved_by: null, problem: '' };
    const delivery = await personStep(context, input, { to: 'rendered', note: 'Sửa nội dung', set });
    return { releaseId: delivery.releaseId };
  },
  ledger: (input) => ({ subject: `delivery:${input.id}`, facts: { text: input.text } }),
});

const accepted: Refusal = {
  code: 'accepted',
  message: { vi: 'Nền tảng đã nhận bài này.', en: 'The platform has this post already.' },
};

function refusalOf(fault: NonNullable<ReturnType<typeof faultOf>>, platform: Platform, text: string, room: number): Refusal {
  const field = 'text';
  if (fault === 'too-long') {
    const long = lengthOn(platform, text);
    const [unitVi, unitEn] = platform === 'youtube' ? ['byte', 'bytes'] : ['ký tự', 'characters'];
    const message = {
      vi: `Nội dung dài ${long} ${unitVi}, kênh này nhận tối đa ${room}.`,
      en: `The text has ${long} ${unitEn}; this channel takes ${room}.`,
    };
    return { code: fault, field, message };
  }
  if (fault === 'title-too-long') {
    const most = limits[platform].title;
    const message = {
      vi: `Dòng đầu là tiêu đề, kênh này nhận tối đa ${most} ký tự.`,
      en: `The first line is the title; this channel takes ${most} characters.`,
    };
    return { code: fault, field, message };
  }
  return { code: fault, field, message: { vi: 'YouTube không nhận dấu < và >.', en: 'YouTube takes no < and >.' } };
}
