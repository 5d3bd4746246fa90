import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitBefore } from './backoff.ts';

test('waits grow with the attempts, stay within half an hour, and are never nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (attempt, chance) => {
      const wait = waitBefore(attempt, chance);
      expect(wait).toBeGreaterThanOrEqual(1_000);
      expect(wait).toBeLessThanOrEqual(30 * 60_000);
      expect(waitBefore(attempt + 1, chance)).toBeGreaterThanOrEqual(wait);
    }),
  );
});
