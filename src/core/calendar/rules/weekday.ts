import { instant } from '#kernel/time.ts';

/** Day of the week of a calendar date, 0 Sunday … 6 Saturday. */
export function weekdayOf(date: string): number {
  return instant(`${date}T00:00:00Z`).getUTCDay();
}
