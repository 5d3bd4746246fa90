import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BucketSize, nextStep, targetSize } from './balance.ts';

/** Carries the steps out on numbers alone. */
function settle(start: readonly BucketSize[]): { sizes: number[]; steps: number } {
  let buckets = [...start];
  let steps = 0;
  for (let step = nextStep(buckets); step && steps < 10_000; step = nextStep(buckets), steps++) {
    const done = step;
    if (done.kind === 'split') {
      buckets = buckets.flatMap((bucket) => {
        if (bucket.no !== done.no) return [bucket];
        const young = Math.floor(bucket.documents / 2);
        return [
          { ...bucket, no: 10_000 + steps, documents: young },
          { ...bucket, documents: bucket.documents - young },
        ];
      });
    } else {
      const from = buckets.find((bucket) => bucket.no === done.from);
      buckets = buckets
        .filter((bucket) => bucket.no !== done.from)
        .map((bucket) => (bucket.no === done.into ? { ...bucket, documents: bucket.documents + (from?.documents ?? 0) } : bucket));
    }
  }
  return { sizes: buckets.map((bucket) => bucket.documents), steps };
}

describe('balancing the buckets of the index', () => {
  test('comes to an end, loses nothing, and no bucket is over twice its target', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 1, maxLength: 40 }), (documents) => {
        const start = documents.map((count, no) => ({ no, documents: count, divisible: true }));
        const { sizes, steps } = settle(start);
        expect(steps).toBeLessThan(10_000);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(documents.reduce((sum, size) => sum + size, 0));
        for (const [place, size] of sizes.entries()) expect(size).toBeLessThanOrEqual(2 * targetSize(place));
      }),
    );
  });

  test('a million documents need few buckets', () => {
    expect(settle([{ no: 0, documents: 1_000_000, divisible: true }]).sizes.length).toBeLessThan(60);
  });

  test('documents of one single day cannot be cut', () => {
    expect(nextStep([{ no: 0, documents: 1_000_000, divisible: false }])).toBeUndefined();
  });
});
