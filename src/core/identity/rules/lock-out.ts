import type { Limits } from '../settings.ts';

/**
 * How long a name is locked after its n-th wrong guess in a row: nothing at first, then doubling up to the longest.
 * In seconds; 0: not locked.
 */
export function lockSeconds(
  failures: number,
  limits: Pick<Limits, 'lockFreeFailures' | 'lockFirstSeconds' | 'lockLongestSeconds'>,
): number {
  if (failures < limits.lockFreeFailures) return 0;
  const doubled = limits.lockFirstSeconds * 2 ** Math.min(failures - limits.lockFreeFailures, 20);
  return Math.min(doubled, limits.lockLongestSeconds);
}
