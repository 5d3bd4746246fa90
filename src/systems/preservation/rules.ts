import { addDays, dateOf, instant } from '#kernel/time.ts';

/** States of a file in the register, see README.md. */
export const STATES = ['lasting', 'waiting', 'failed', 'broken', 'new', 'unsigned'] as const;
export type State = (typeof STATES)[number];

const DAY = 86_400_000;

/** Renewal is tried from so long before the end: half a year of outages, holidays and unread reports may pass. */
export const AHEAD_DAYS = 180;
/** Nothing is believed for longer than this without another look: certificates are revoked, tables of algorithms change. */
const LOOK_AGAIN_DAYS = 180;

const after = (at: Date, days: number): Date => instant(at.getTime() + days * DAY);

/** Whether the proof of a file ends soon enough that it must be renewed now. */
export function isDue(until: Date | undefined, at: Date): boolean {
  return until !== undefined && until <= after(at, AHEAD_DAYS);
}

/** When a file that is not due is looked at next. */
export function nextLook(until: Date | undefined, at: Date): Date {
  const again = after(at, LOOK_AGAIN_DAYS);
  const due = until && after(until, -AHEAD_DAYS);
  return due && due < again ? due : again;
}

/**
 * When to try again while no time-stamp of today would last longer than the one that is there: the authority replaces its
 * certificate 30 days before its end, so that it is asked then, and every third day from then on.
 */
export function nextTry(until: Date, at: Date): Date {
  const daysLeft = (until.getTime() - at.getTime()) / DAY;
  return after(at, daysLeft > 60 ? 30 : daysLeft > 30 ? Math.max(1, daysLeft - 30) : 3);
}

/** After an attempt that failed: an hour, then a day, then a week each time. */
export function retryAfter(attempts: number, at: Date): Date {
  return after(at, attempts <= 1 ? 1 / 24 : attempts <= 7 ? 1 : 7);
}

/** Whether a renewal brought anything: storing the same end again would only grow the file. */
export function lastsLonger(before: Date, afterwards: Date | undefined): boolean {
  return afterwards === undefined || afterwards.getTime() > before.getTime() + DAY;
}

/** Last day of a proof in Vietnam, `yyyy-mm-dd`: of an end in the first seconds of a day the day before. */
export function lastDay(until: Date): string {
  const day = dateOf(until);
  return dateOf(instant(until.getTime() - 60_000)) === day ? day : addDays(day, -1);
}
