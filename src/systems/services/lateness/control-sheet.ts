import type { WorkingCalendar } from '#core/calendar/index.ts';
import type { CaseEvent, Chart } from '#core/cases/index.ts';
import type { Text } from '#kernel/i18n.ts';
import { stepTitle } from '../apply/steps.ts';

/** A line of the control sheet: what was done, and how long the case lay before it. */
export interface ControlLine {
  readonly number: number;
  readonly at: Date;
  readonly title: Text;
  /** State in which the case lay until then; null for the first line. */
  readonly state: Text | null;
  readonly by: string;
  /** Working minutes since the line before. */
  readonly minutes: number;
  /** The clock stood still meanwhile, so that these minutes count for nobody. */
  readonly stood: boolean;
}

/** Form 06: each step with the working time that the case lay before it. Notes of the clock itself are no steps. */
export function controlSheet(
  calendar: WorkingCalendar,
  chart: Chart,
  events: readonly CaseEvent[],
  names: Readonly<Record<string, string>>,
): ControlLine[] {
  const steps = events.filter(({ event, role }) => role !== 'system' || !event.match(/^(apology-due|unit-head|leader|superior)$/));
  return steps.map((event, index) => {
    const before = steps[index - 1];
    const state = before ? chart.states.find(({ key }) => key === before.toState) : undefined;
    return {
      number: event.number,
      at: event.at,
      title: stepTitle(chart, event),
      state: state?.title ?? null,
      by: [names[event.actor], event.post].filter(Boolean).join(', '),
      minutes: before ? Math.round(calendar.workingMinutesBetween(before.at, event.at)) : 0,
      stood: state?.clock === 'paused',
    };
  });
}
