import { addMonths, instant } from '#kernel/time.ts';

/** A month, quarter or year: `2026-11`, `2026-q4`, `2026`. */
export interface Period {
  readonly key: string;
  /** First day, `yyyy-mm-dd`. */
  readonly first: string;
  /** First day after it. */
  readonly after: string;
  readonly from: Date;
  /** First instant after what is counted: its end, or now while it runs. */
  readonly until: Date;
}

const FORM = /^(20\d\d)(?:-(0[1-9]|1[0-2])|-q([1-4]))?$/;
const midnight = (date: string): Date => instant(`${date}T00:00:00+07:00`);

/** Reads a period; undefined when there is none of that name or it has not begun. */
export function periodOf(key: string, now: Date): Period | undefined {
  const [, year, month, quarter] = FORM.exec(key) ?? [];
  if (!year) return undefined;
  const firstMonth = month ?? (quarter ? String(Number(quarter) * 3 - 2).padStart(2, '0') : '01');
  const first = `${year}-${firstMonth}-01`;
  const after = addMonths(first, month ? 1 : quarter ? 3 : 12);
  const [from, end] = [midnight(first), midnight(after)];
  return from > now ? undefined : { key, first, after, from, until: end < now ? end : now };
}

/** What a reader may choose on a day: this year and the last, the quarters and months of the last twelve months, newest first. */
export function periodsOn(today: string): string[] {
  const months = Array.from({ length: 12 }, (_, back) => addMonths(`${today.slice(0, 7)}-01`, -back).slice(0, 7));
  const quarters = months.map((month) => `${month.slice(0, 4)}-q${Math.ceil(Number(month.slice(5)) / 3)}`);
  const year = Number(today.slice(0, 4));
  return [...new Set(quarters), ...months, String(year), String(year - 1)];
}
