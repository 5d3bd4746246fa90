import { addDays, addMonths, dateOf, instant, timeOf } from '#kernel/time.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** In what a term is counted: working days and hours, or days, months and hours as they pass. */
export const TERM_UNITS = ['working-day', 'day', 'month', 'working-hour', 'hour'] as const;
export type TermUnit = (typeof TERM_UNITS)[number];

/** "03 ngày làm việc", "8 giờ làm việc", "1 tháng". */
export interface Term {
  readonly amount: number;
  readonly unit: TermUnit;
}

export interface Deadline {
  /** Day on which it counts as received: the first day that is not counted. */
  readonly receivedOn: string;
  /** The last day, `yyyy-mm-dd`. */
  readonly lastDay: string;
  /** First instant at which it is late: midnight after the last day, or the hour itself where hours are counted. */
  readonly at: Date;
}

const endOf = (date: string): Date => instant(`${addDays(date, 1)}T00:00:00+07:00`);

/**
 * When a term ends. What comes on a day of rest, or from the cut-off hour on (`HH:mm`, a rule of the procedure), counts as
 * received on the next working day. The day of receipt is not counted; a term of days or months that ends on a day of rest
 * ends with the next working day; the last day counts until midnight (Civil Code 91/2015/QH13, Articles 147 and 148).
 */
export function deadlineOf(calendar: WorkingCalendar, received: Date, { amount, unit }: Term, cutOff?: string): Deadline {
  const day = dateOf(received);
  const late = cutOff !== undefined && timeOf(received).slice(0, 5) >= cutOff;
  const receivedOn = late && calendar.isWorkingDay(day) ? calendar.addWorkingDays(day, 1) : calendar.nextWorkingDay(day);
  if (unit === 'hour' || unit === 'working-hour') {
    const from = receivedOn === day && !late ? received : instant(`${receivedOn}T00:00:00+07:00`);
    const at = unit === 'hour' ? instant(received.getTime() + amount * 3_600_000) : calendar.addWorkingMinutes(from, amount * 60);
    return { receivedOn, lastDay: dateOf(at), at };
  }
  const lastDay =
    unit === 'working-day'
      ? calendar.addWorkingDays(receivedOn, amount)
      : calendar.nextWorkingDay(unit === 'day' ? addDays(receivedOn, amount) : addMonths(receivedOn, amount));
  return { receivedOn, lastDay, at: endOf(lastDay) };
}
