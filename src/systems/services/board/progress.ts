import type { WorkingCalendar } from '#core/calendar/index.ts';
import { type CaseEvent, type CaseRecord, type Chart, chartOf, clockOf, readClock, type State } from '#core/cases/index.ts';
import type { Period } from './period.ts';

/** States in which the agency has answered: a withdrawn or stopped dossier was not decided by it. */
export const DECIDED: readonly string[] = chartOf({ name: 'standard' })
  .states.filter(({ end }) => end === 'done' || end === 'refused')
  .map(({ key }) => key);

/** When the legal term ends, whatever a letter of apology promised; undefined before it was accepted. */
export function legalDeadline(calendar: WorkingCalendar, record: CaseRecord, at: Date): Date | undefined {
  const { acceptedAt } = record;
  return acceptedAt ? readClock(calendar, clockOf({ ...record, acceptedAt, promisedOn: null, promisedAt: null }), at).at : undefined;
}

/**
 * How a case counts in a period: decided in it, on time or late; or open at its end and past due. A deadline that had passed at
 * an instant is never moved by a later pause, so that the case as it is now tells what was late then.
 */
export function judged(
  { endedAt, state }: Pick<CaseRecord, 'endedAt' | 'state'>,
  due: Date | undefined,
  { from, until }: Pick<Period, 'from' | 'until'>,
): 'on-time' | 'late' | undefined {
  if (!due) return undefined;
  if (!endedAt || endedAt >= until) return due < until ? 'late' : undefined;
  if (endedAt < from || !DECIDED.includes(state)) return undefined;
  return endedAt < due ? 'on-time' : 'late';
}

export const CAUSES = ['receiver', 'handler', 'after-supplement', 'decider', 'other'] as const;
export type Cause = (typeof CAUSES)[number];

type Happened = Pick<CaseEvent, 'at' | 'event' | 'toState'>;

function causeOf({ waitsFor }: State, supplemented: boolean): Cause {
  if (waitsFor === 'receiver' || waitsFor === 'decider' || waitsFor === 'other') return waitsFor;
  return supplemented ? 'after-supplement' : 'handler';
}

/** Working minutes that a running clock spent at each desk, from acceptance until the case ended or `until`. */
export function minutesAt(
  calendar: WorkingCalendar,
  record: Pick<CaseRecord, 'acceptedAt' | 'endedAt'>,
  events: readonly Happened[],
  chart: Chart,
  until: Date,
): Partial<Record<Cause, number>> {
  const spent: Partial<Record<Cause, number>> = {};
  const end = record.endedAt && record.endedAt < until ? record.endedAt : until;
  let supplemented = false;
  for (const [index, { at, event, toState }] of events.entries()) {
    if (event === 'resupply') supplemented = true;
    const state = chart.states.find(({ key }) => key === toState);
    const next = events[index + 1]?.at ?? end;
    const to = next < end ? next : end;
    if (!record.acceptedAt || at < record.acceptedAt || state?.clock !== 'runs' || to <= at) continue;
    const cause = causeOf(state, supplemented);
    spent[cause] = (spent[cause] ?? 0) + calendar.workingMinutesBetween(at, to);
  }
  return spent;
}

/** Where most of the working time went; undefined where none was counted. */
export function chiefCause(spent: Partial<Record<Cause, number>>): Cause | undefined {
  return CAUSES.filter((cause) => (spent[cause] ?? 0) > 0).toSorted((a, b) => spent[b]! - spent[a]!)[0];
}
