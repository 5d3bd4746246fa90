import { defineAction } from '#kernel/action.ts';
import type { Refusal } from '#kernel/problem.ts';
import { refusalsOf, takeStep } from '../changes.ts';
import { mailRecalls } from '../press/mails.ts';
import { offeredSince } from '../press/queries.ts';
import { queueRecalls } from '../press/queue-deliveries.ts';
import { lockNewest, scopeOfRelease } from '../queries/editions.ts';
import { PUBLISH } from '../rules/states.ts';
import { EditionRef } from '../schemas.ts';

/** What readers have seen cannot be taken back unseen: from its moment on it is corrected, withdrawn or retracted. */
const onShow: Refusal = {
  code: 'on-show',
  message: { vi: 'Giờ công bố đã đến, bản tin đã công khai.', en: 'Its moment has come; the release is public.' },
};

export const unscheduleRelease = defineAction({
  name: 'information.unschedule-release',
  title: { vi: 'Bỏ giờ công bố', en: 'Take back the moment of publication' },
  input: EditionRef,
  permission: PUBLISH,
  scope: scopeOfRelease,
  async refuse(context, input) {
    const reasons = await refusalsOf(context, 'unschedule', input);
    if (reasons.length > 0) return reasons;
    const { edition } = await lockNewest(context.tx, input.id);
    return edition.visibleFrom !== null && edition.visibleFrom <= context.now ? [onShow] : [];
  },
  async run(context, input) {
    const { release, edition } = await takeStep(context, input.id, 'unschedule', { visible_from: null, shown_at: null });
    const offeredAt = await offeredSince(context.tx, input.id, edition.number);
    if (offeredAt) {
      await queueRecalls(context, input.id, edition.number);
      await mailRecalls(context, release, offeredAt);
    }
    return { id: input.id, edition: edition.number };
  },
  ledger: (input, result) => ({ subject: `release:${input.id}`, facts: { step: 'unschedule', edition: result.edition } }),
});
