import { describe, expect, it } from 'vitest';
import { findingOf, weeksOf } from './trial.ts';

const terms = {
  startsOn: '2026-10-01',
  endsOn: '2026-10-30',
  baselineFrom: '2026-09-01',
  baselineTo: '2026-09-30',
  leastGainPercent: 20,
  leastPosts: 2,
};
const posts = (month: string, values: readonly number[]) =>
  values.map((value, index) => ({ day: `2026-${month}-0${index + 1}`, value, code: `CP-${month}-${index}` }));

describe('what a trial found', () => {
  it('follows the rule that was written before it', () => {
    expect(findingOf(terms, [...posts('09', [100, 100]), ...posts('10', [110, 130])])).toMatchObject({
      baseline: { posts: 2, mean: 100, median: 100 },
      trial: { posts: 2, mean: 120, median: 120 },
      gainPercent: 20,
      gainBetween: [10, 30],
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
    expect(findingOf(terms, values).trial).toEqual({ posts: 2, mean: 12, median: 12 });
  });

  it('counts posts without a figure of the right age apart, and only those of its periods', () => {
    const without = [...posts('09', [100, 100]), ...posts('10', [120, 130])].map((one, at) => (at === 0 ? { ...one, value: null } : one));
    const outside = { day: '2026-11-05', value: null, code: 'x' };
    expect(findingOf(terms, [...without, outside])).toMatchObject({ leftOut: 1, baseline: { posts: 1 }, verdict: 'too-little' });
  });

  it('says how sure it is: the same posts give the same bounds, and more of them narrower ones', () => {
    const many = (month: string, base: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({ day: `2026-${month}-10`, value: base + ((at * 37) % 100), code: `${month}-${at}` }));
    const width = (count: number): number => {
      const [low = 0, high = 0] = findingOf(terms, [...many('09', 100, count), ...many('10', 130, count)]).gainBetween ?? [];
      return high - low;
    };
    expect(width(40)).toBe(width(40));
    expect(width(40)).toBeLessThan(width(5));
  });

  it('is told by weeks, the last of which may be short', () => {
    const weeks = weeksOf(posts('10', [5, 7, 9]), '2026-10-01', '2026-10-30');
    expect(weeks.map(({ from, to }) => [from, to])).toEqual([
      ['2026-10-01', '2026-10-07'],
      ['2026-10-08', '2026-10-14'],
      ['2026-10-15', '2026-10-21'],
      ['2026-10-22', '2026-10-28'],
      ['2026-10-29', '2026-10-30'],
    ]);
    expect(weeks[0]).toMatchObject({ posts: 3, mean: 7, median: 7 });
    expect(weeks[1]).toMatchObject({ posts: 0, mean: 0 });
  });
});
