import { addDays, dateOf, instant, isDate } from '#kernel/time.ts';

/** Hours of work of a day, minutes since midnight in Vietnam: from (included) to (not included), in order. */
export type Hours = readonly (readonly [number, number])[];

/** Hours of a week from a day on, Monday first; a day without hours is a day of rest. */
export interface WorkingWeek {
  readonly validFrom: string;
  readonly hours: readonly Hours[];
}

/** A day that is not like its weekday: a holiday, a day off that is made up for, the day on which it is made up. */
export interface SpecialDay {
  readonly date: string;
  readonly works: boolean;
}

const FIRST = '2020-01-01';
const LAST = '2049-12-31';
const DAY_MS = 86_400_000;
const ORIGIN = Date.parse(`${FIRST}T00:00:00Z`);
const DAYS = (Date.parse(`${LAST}T00:00:00Z`) - ORIGIN) / DAY_MS + 1;

/** Number of a date in the calendar; throws RangeError outside of it. */
function indexOf(date: string): number {
  const index = isDate(date) ? (Date.parse(`${date}T00:00:00Z`) - ORIGIN) / DAY_MS : Number.NaN;
  if (!(index >= 0 && index < DAYS)) throw new RangeError(`${date} is not between ${FIRST} and ${LAST}`);
  return index;
}

function lengthOf(hours: Hours): number {
  return hours.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** Smallest index at which a growing series reaches a value; its length when it never does. */
function reach(series: Int32Array, value: number): number {
  let [low, high] = [0, series.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (series[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * On which days and at which hours the State works. Sums over thirty years are made once, so that a deadline is a search in
 * them, however far it lies. Dates are `yyyy-mm-dd`, instants are counted on Vietnam's clock.
 */
export class WorkingCalendar {
  /** Hours of each day, with those of a Monday for a day that is worked although it is one of rest. */
  readonly #hours: readonly Hours[];
  /** Working days up to and with each day. */
  readonly #days = new Int32Array(DAYS);
  /** Working minutes up to and with each day. */
  readonly #minutes = new Int32Array(DAYS);

  constructor(weeks: readonly WorkingWeek[], specials: readonly SpecialDay[]) {
    const sorted = weeks.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    const special = new Map(specials.map(({ date, works }) => [date, works]));
    const hours: Hours[] = [];
    for (let index = 0, date = FIRST; index < DAYS; index += 1, date = addDays(date, 1)) {
      const week = sorted.findLast(({ validFrom }) => validFrom <= date) ?? sorted[0];
      // 2020-01-01 was a Wednesday.
      const own = week?.hours[(index + 2) % 7] ?? [];
      const works = special.get(date) ?? own.length > 0;
      const today = works ? (own.length > 0 ? own : (week?.hours[0] ?? [])) : [];
      hours.push(today);
      this.#days[index] = (this.#days[index - 1] ?? 0) + (today.length > 0 ? 1 : 0);
      this.#minutes[index] = (this.#minutes[index - 1] ?? 0) + lengthOf(today);
    }
    this.#hours = hours;
  }

  hoursOf(date: string): Hours {
    return this.#hours[indexOf(date)] ?? [];
  }

  isWorkingDay(date: string): boolean {
    return this.hoursOf(date).length > 0;
  }

  /** The date itself, or the first working day after it. */
  nextWorkingDay(date: string): string {
    return this.isWorkingDay(date) ? date : this.addWorkingDays(date, 1);
  }

  /** The n-th working day after a date (n at least 1); the date is not counted. */
  addWorkingDays(date: string, count: number): string {
    if (!Number.isInteger(count) || count < 1) throw new RangeError(`not a number of working days: ${count}`);
    return this.#dateAt(reach(this.#days, this.#days[indexOf(date)]! + count));
  }

  /** Working days after the first date, up to and with the second. Negative when the second lies before the first. */
  workingDaysBetween(after: string, until: string): number {
    return this.#days[indexOf(until)]! - this.#days[indexOf(after)]!;
  }

  /** The instant at which so many minutes have been worked since another one. */
  addWorkingMinutes(at: Date, minutes: number): Date {
    if (!(minutes >= 0)) throw new RangeError(`not a number of minutes: ${minutes}`);
    const target = this.#workedUntil(at) + minutes;
    const index = reach(this.#minutes, Math.ceil(target));
    const date = this.#dateAt(index);
    let left = target - (this.#minutes[index - 1] ?? 0);
    for (const [from, to] of this.#hours[index] ?? []) {
      if (left <= to - from) return instant(Date.parse(`${date}T00:00:00+07:00`) + Math.round((from + left) * 60_000));
      left -= to - from;
    }
    throw new RangeError(`beyond ${LAST}`);
  }

  /** Working days up to and with each day from `FIRST` on, for counting many terms in one statement of the database. */
  get dayNumbers(): { readonly first: string; readonly numbers: readonly number[] } {
    return { first: FIRST, numbers: [...this.#days] };
  }

  /** Minutes worked between two instants; negative when the second lies before the first. */
  workingMinutesBetween(from: Date, to: Date): number {
    return this.#workedUntil(to) - this.#workedUntil(from);
  }

  #workedUntil(at: Date): number {
    const date = dateOf(at);
    const index = indexOf(date);
    const minute = (at.getTime() - Date.parse(`${date}T00:00:00+07:00`)) / 60_000;
    const today = (this.#hours[index] ?? []).reduce((sum, [from, to]) => sum + Math.min(Math.max(minute - from, 0), to - from), 0);
    return (this.#minutes[index - 1] ?? 0) + today;
  }

  #dateAt(index: number): string {
    if (index >= DAYS) throw new RangeError(`beyond ${LAST}`);
    return addDays(FIRST, index);
  }
}
