import type { ActionContext } from '#kernel/action.ts';
import type { Refusal } from '#kernel/problem.ts';
import { refusalsOf } from '../changes.ts';
import { lockNewest } from '../queries/editions.ts';

export const noMoment: Refusal = {
  code: 'no-moment',
  field: 'time',
  message: {
    vi: 'Hãy ghi đủ ngày và giờ công bố (giờ Việt Nam, ví dụ 07:30), hoặc để trống cả hai để công bố ngay.',
    en: 'Write both the date and the hour (Vietnam time, such as 07:30), or leave both empty to publish now.',
  },
};

export const past: Refusal = { code: 'past', field: 'date', message: { vi: 'Giờ công bố đã qua.', en: 'That moment has passed.' } };

export const sooner: Refusal = {
  code: 'sooner',
  field: 'date',
  message: {
    vi: 'Bản tin đã được hẹn giờ muộn hơn. Muốn công bố sớm hơn, hãy hẹn lại giờ cũ rồi đề nghị đổi giờ để người thứ hai quyết định.',
    en: 'A later moment was set before. To publish sooner, set that moment again and ask for a change, which a second person decides.',
  },
};

const onShow: Refusal = {
  code: 'on-show',
  message: { vi: 'Giờ công bố đã đến, bản tin đã công khai.', en: 'Its moment has come; the release is public.' },
};

/** Why the moment of the newest edition may not be moved now: only while it waits for one that has not come. */
export async function refusalsToMove(context: ActionContext, input: { id: string; version: number }): Promise<Refusal[]> {
  const reasons = await refusalsOf(context, 'move', input);
  if (reasons.length > 0) return reasons;
  const { edition } = await lockNewest(context.tx, input.id);
  return edition.visibleFrom !== null && edition.visibleFrom <= context.now ? [onShow] : [];
}
