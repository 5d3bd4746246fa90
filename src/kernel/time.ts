/**
 * The only place that reads the clock, so that tests can freeze it and a wrong zone cannot creep in.
 * Instants are `Date`; calendar dates are ISO strings (`2026-11-22`), always of Vietnam's zone.
 */
const ZONE = 'Asia/Ho_Chi_Minh';

let frozen: number | undefined;

/** The present instant. */
export function now(): Date {
  return new Date(frozen ?? Date.now());
}

/** The machine's own clock, ms, also while a test has stopped time: for holding it against another machine's. */
export function machineClock(): number {
  return Date.now();
}

/** Tests only: stop the clock at an instant, or let it run again with `undefined`. */
export function freezeTime(at: Date | string | undefined): void {
  frozen = at === undefined ? undefined : new Date(at).getTime();
}

/** Reads an instant written in ISO 8601; throws RangeError when it is not one. */
export function instant(text: string | number): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new RangeError(`not an instant: ${text}`);
  return date;
}

const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', second: '2-digit' });

const QUARTER = 900_000;
const shifts = { quarter: Number.NaN, shift: 0 };

/**
 * The instant on Vietnam's clock, written as if it were UTC. Clocks are set on a quarter of an hour if ever, so that the slow
 * formatter is asked once for each.
 */
function local(at: Date): string {
  const ms = at.getTime();
  const quarter = Math.floor(ms / QUARTER);
  if (quarter !== shifts.quarter) {
    const start = new Date(quarter * QUARTER);
    shifts.shift = Date.parse(`${isoDay.format(start)}T${clock.format(start)}Z`) - start.getTime();
    shifts.quarter = quarter;
  }
  return new Date(ms + shifts.shift).toISOString();
}

/** The calendar date in Vietnam at an instant, `yyyy-mm-dd`. */
export function dateOf(at: Date): string {
  return local(at).slice(0, 10);
}

/** Today's date in Vietnam, `yyyy-mm-dd`. */
export function today(): string {
  return dateOf(now());
}

/** Hour, minute and second in Vietnam, `HH:mm:ss`. */
export function timeOf(at: Date): string {
  return local(at).slice(11, 19);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether a string is a real calendar date `yyyy-mm-dd` (2014-02-30 is not, nor is any day of a year 0). */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

/** Adds days to a calendar date. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of the month, so many months later; the last one where the month is shorter. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const count = year * 12 + month - 1 + months;
  const [inYear, inMonth] = [Math.floor(count / 12), (count % 12) + 1];
  const last = Math.min(day, daysOf(inYear, inMonth));
  return `${String(inYear).padStart(4, '0')}-${String(inMonth).padStart(2, '0')}-${String(last).padStart(2, '0')}`;
}

/** The form official documents use: "ngày 05 tháng 02 năm 2026" (Decree 30/2020: two digits below 10 and for months 1 and 2). */
export function officialDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const monthText = Number(month) < 3 ? month : String(Number(month));
  return `ngày ${day} tháng ${monthText} năm ${year}`;
}

/** Short date for tables: 05/02/2026. */
export function shortDate(date: string): string {
  return date.split('-').reverse().join('/');
}

/** Date and time for tables, in Vietnam's zone: 05/02/2026 14:30. */
export function shortInstant(at: Date): string {
  return `${shortDate(dateOf(at))} ${timeOf(at).slice(0, 5)}`;
}
