const FIRST_MS = 2_000;
const LONGEST_MS = 30 * 60_000;

/**
 * Milliseconds until the next attempt: doubling from 2 s to half an hour, with half of it random so that thousands of
 * envelopes do not come back at the same instant. `chance` is in [0, 1).
 */
export function waitBefore(attempt: number, chance: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(Math.max(attempt, 1) - 1, 20));
  return Math.round(full / 2 + (full / 2) * chance);
}
