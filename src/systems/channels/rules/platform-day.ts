import { instant } from '#kernel/time.ts';

/** Whose midnight ends a platform's day: Google counts its allowances by the clock of California. */
const ZONES: Readonly<Record<string, string>> = { youtube: 'America/Los_Angeles' };
const OURS = 'Asia/Ho_Chi_Minh';

/** The calendar day, `yyyy-mm-dd`, on which a platform counts an instant. */
export function platformDay(platform: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: ZONES[platform] ?? OURS, dateStyle: 'short' }).format(at);
}

const HOUR_MS = 3_600_000;

/** When the platform's next day begins. Days there have 23 to 25 hours: found by looking, to the minute. */
export function startOfNextDay(platform: string, at: Date): Date {
  const day = platformDay(platform, at);
  let early = at.getTime();
  let late = early + 26 * HOUR_MS;
  while (late - early > 60_000) {
    const middle = (early + late) / 2;
    if (platformDay(platform, instant(middle)) === day) early = middle;
    else late = middle;
  }
  return instant(late);
}
