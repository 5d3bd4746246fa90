import { instant, isDate } from '#kernel/time.ts';

/** The instant of a day and hour in Vietnam: `2026-11-22`, `07:30`; undefined when they are none. Vietnam keeps one offset. */
export function momentOf(date: string, time: string): Date | undefined {
  const clock = /^([01]?\d|2[0-3])[:hg.]([0-5]\d)$/.exec(time.trim());
  if (!isDate(date) || !clock) return undefined;
  return instant(`${date}T${String(clock[1]).padStart(2, '0')}:${clock[2]}:00+07:00`);
}

/** Longest that a public answer may be kept, in seconds: never past the next moment at which something appears. */
export function maxAge(at: Date, next: Date | undefined, longest: number): number {
  if (next === undefined) return longest;
  return Math.max(0, Math.min(longest, Math.floor((next.getTime() - at.getTime()) / 1000)));
}

/** `Cache-Control` of a public answer. */
export function cacheControl(at: Date, next: Date | undefined, longest: number): string {
  const age = maxAge(at, next, longest);
  return age === 0 ? 'no-cache' : `public, max-age=${age}`;
}
