/** A bucket of the index with its number of documents. */
export interface BucketSize {
  readonly no: number;
  readonly documents: number;
  /** Whether its documents have at least two different days, so that it can be cut. */
  readonly divisible: boolean;
}

export type BalanceStep =
  | { readonly kind: 'split'; readonly no: number }
  /** The documents of `from` go to `into`, its neighbour. */
  | { readonly kind: 'merge'; readonly from: number; readonly into: number };

const NEWEST = 2_048;
const LARGEST = 65_536;

/** How many documents the bucket at a place should hold, counted from the newest: doubling, up to a limit. */
export function targetSize(place: number): number {
  return Math.min(NEWEST * 2 ** Math.min(place, 10), LARGEST);
}

/**
 * The next step to buckets that double in size with age, or undefined when all is well. Small new buckets keep a
 * frequent word cheap (few rows to read for a page); few large old ones keep a rare word cheap (few look-ups).
 * A bucket is cut above twice its target, and neighbours are joined only when both fit in the target of the younger
 * of the two places: each document moves a few times in its life, and cutting and joining never alternate.
 */
export function nextStep(newestFirst: readonly BucketSize[]): BalanceStep | undefined {
  for (const [place, bucket] of newestFirst.entries()) {
    if (bucket.documents > 2 * targetSize(place) && bucket.divisible) return { kind: 'split', no: bucket.no };
  }
  for (const [place, older] of newestFirst.entries()) {
    const younger = newestFirst[place - 1];
    if (younger === undefined || place === 1) continue;
    if (younger.documents + older.documents > targetSize(place - 1)) continue;
    const [from, into] = younger.documents < older.documents ? [younger, older] : [older, younger];
    return { kind: 'merge', from: from.no, into: into.no };
  }
  return undefined;
}
