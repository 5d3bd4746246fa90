import { type CaseEvent, type Chart, RUNGS, rungTitles } from '#core/cases/index.ts';
import type { Text } from '#kernel/i18n.ts';

/** What an entry of the history is called. */
export function stepTitle(chart: Chart, event: CaseEvent): Text {
  if (event.event === 'submit') return { vi: 'Nộp hồ sơ', en: 'Submitted' };
  if (event.event === 'assign') return { vi: 'Giao người thụ lý', en: 'Assigned' };
  if (event.event === 'apologise') return { vi: 'Xin lỗi và hẹn lại', en: 'Apologised, new date promised' };
  const rung = RUNGS.find((one) => one === event.event);
  if (rung) return rungTitles[rung];
  const state = chart.states.find(({ key }) => key === event.fromState);
  return state?.steps.find((step) => step.event === event.event)?.title ?? { vi: event.event, en: event.event };
}
