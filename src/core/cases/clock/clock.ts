import { deadlineOf, type Term, type WorkingCalendar } from '#core/calendar/index.ts';
import { addDays, addMonths, dateOf, instant } from '#kernel/time.ts';

/** Why a clock stands still. */
export type PauseReason = 'supplement' | 'payment' | 'agency';

/** A span in which the clock stood still; `to` is null while it does. */
export interface Pause {
  readonly from: Date;
  readonly to: Date | null;
  readonly why: PauseReason;
}

/** What a deadline follows from; everything else is computed. */
export interface Clock {
  readonly term: Term;
  /** `HH:mm` of the procedure, if it has one. */
  readonly cutOff: string | undefined;
  /** When it was accepted as complete. */
  readonly received: Date;
  readonly pauses: readonly Pause[];
  /** The new date that a letter of apology promised, and when: it takes the place of the term; only later pauses move it. */
  readonly promise?: { readonly on: string; readonly at: Date } | undefined;
}

export interface ClockReading {
  /** Last day of the term, `yyyy-mm-dd`; while the clock stands still, as if it went on now. */
  readonly lastDay: string;
  /** First instant at which it is late. */
  readonly at: Date;
  readonly paused: PauseReason | undefined;
}

const DAY_MS = 86_400_000;
const endOf = (date: string): Date => instant(`${addDays(date, 1)}T00:00:00+07:00`);
const daysBetween = (from: string, to: string): number => (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;

/** The day on which what came at an instant counts as received. */
function receivedDay(calendar: WorkingCalendar, at: Date, cutOff: string | undefined): string {
  return deadlineOf(calendar, at, { amount: 1, unit: 'working-day' }, cutOff).receivedOn;
}

/**
 * When the term of a case ends. A pause stops the count at the day (or minute) it had reached, and it goes on from that same
 * count on the day on which what was waited for counts as received. A clock that was late when it was stopped stays late.
 */
export function readClock(calendar: WorkingCalendar, clock: Clock, at: Date): ClockReading {
  const { unit } = clock.term;
  const last = clock.pauses.at(-1);
  const paused = last?.to === null ? last.why : undefined;
  const pauses = clock.pauses.map(({ from, to }) => ({ from, to: to ?? at }));
  const first = deadlineOf(calendar, clock.received, clock.term, clock.cutOff);
  if (clock.promise) return { ...promised(calendar, clock, clock.promise, pauses), paused };
  let { at: ends, lastDay } = first;
  // Where the count itself ends: a term of days that ends on a day of rest goes on to the next working day only at its end.
  let counted = unit === 'month' ? addMonths(first.receivedOn, clock.term.amount) : addDays(first.receivedOn, clock.term.amount);
  for (const { from, to } of pauses) {
    if (from.getTime() >= ends.getTime()) continue;
    if (unit === 'hour') ends = instant(ends.getTime() + to.getTime() - from.getTime());
    else if (unit === 'working-hour') {
      const left = Math.max(calendar.workingMinutesBetween(from, ends), 0);
      ends = calendar.addWorkingMinutes(to, left);
    } else {
      const stopped = later(dateOf(from), first.receivedOn);
      const resumed = later(receivedDay(calendar, to, clock.cutOff), stopped);
      counted = addDays(counted, daysBetween(stopped, resumed));
      lastDay = unit === 'working-day' ? shifted(calendar, lastDay, stopped, resumed) : calendar.nextWorkingDay(counted);
      ends = endOf(lastDay);
    }
    if (unit === 'hour' || unit === 'working-hour') lastDay = dateOf(ends);
  }
  return { lastDay, at: ends, paused };
}

/** A promised date: later pauses move it by the working days that were left of it. */
function promised(
  calendar: WorkingCalendar,
  { cutOff }: Clock,
  { on, at }: NonNullable<Clock['promise']>,
  pauses: readonly { readonly from: Date; readonly to: Date }[],
): Pick<ClockReading, 'lastDay' | 'at'> {
  let lastDay = on;
  for (const { from, to } of pauses) {
    if (from.getTime() < at.getTime() || from.getTime() >= endOf(lastDay).getTime()) continue;
    const stopped = dateOf(from);
    lastDay = shifted(calendar, lastDay, stopped, later(receivedDay(calendar, to, cutOff), stopped));
  }
  return { lastDay, at: endOf(lastDay) };
}

const later = (one: string, other: string): string => (one < other ? other : one);

/** The last day of a term of working days, when the count that had reached `stopped` goes on on `resumed`. */
function shifted(calendar: WorkingCalendar, lastDay: string, stopped: string, resumed: string): string {
  if (resumed === stopped) return lastDay;
  const left = calendar.workingDaysBetween(stopped, lastDay);
  return left > 0 ? calendar.addWorkingDays(resumed, left) : resumed;
}

/** A clock that stops now. Stopping one that stands still changes nothing. */
export function paused(pauses: readonly Pause[], at: Date, why: PauseReason): readonly Pause[] {
  return pauses.at(-1)?.to === null ? pauses : [...pauses, { from: at, to: null, why }];
}

/** A clock that goes on now. */
export function resumed(pauses: readonly Pause[], at: Date): readonly Pause[] {
  const last = pauses.at(-1);
  return last?.to === null ? [...pauses.slice(0, -1), { ...last, to: at }] : pauses;
}
