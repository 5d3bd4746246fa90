import { describe, expect, it } from 'vitest';
import { findingOf } from './trial.ts';

const terms = {
  startsOn: '2026-10-01',
  endsOn: '2026-10-30',
  baselineFrom: '2026-09-01',
  baselineTo: '2026-09-30',
  leastGainPercent: 20,
  leastPosts: 2,
};
const posts = (month: string, values: readonly number[]) => values.map((value, index) => ({ day: `2026-${month}-0${index + 1}`, value }));

describe('what a trial found', () => {
  it('follows the rule that was written before it', () => {
    expect(findingOf(terms, [...posts('09', [100, 100]), ...posts('10', [110, 130])])).toEqual({
      baseline: { posts: 2, mean: 100 },
      trial: { posts: 2, mean: 120 },
      gainPercent: 20,
      verdict: 'met',
    });
    expect(findingOf(terms, [...posts('09', [100, 100]), ...posts('10', [110, 129])]).verdict).toBe('not-met');
  });

  it('is nothing where there is too little to compare', () => {
    expect(findingOf(terms, posts('10', [1, 2, 3])).verdict).toBe('too-little');
    expect(findingOf(terms, [...posts('09', [0, 0]), ...posts('10', [1, 2])])).toMatchObject({ gainPercent: null, verdict: 'too-little' });
  });

  it('leaves out what was posted between and after', () => {
    const values = [...posts('09', [10, 10]), ...posts('10', [12, 12]), ...posts('11', [9_000])];
    expect(findingOf(terms, values).trial).toEqual({ posts: 2, mean: 12 });
  });
});
