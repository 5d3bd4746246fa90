import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '#kernel/time.ts';
import { maxAge, momentOf } from './moment.ts';
import { CODE_PATTERN, releaseCode } from './release-code.ts';
import { type EditionState, steps, stepRefusals, verbsFor } from './states.ts';

test('whoever wrote it is offered no approval, and the second approver is not the first', () => {
  const everything = () => true;
  const at = (state: EditionState, reviewedBy: string | null) => ({ state, editedBy: ['a', 'b'], reviewedBy });
  expect(verbsFor(at('review', null), 'b', everything)).toEqual(['return']);
  expect(verbsFor(at('review', null), 'c', everything)).toEqual(['review', 'return']);
  expect(verbsFor(at('legal', 'c'), 'c', everything)).toEqual(['return']);
  expect(verbsFor(at('legal', 'c'), 'd', everything)).toEqual(['check-legality', 'return']);
  expect(stepRefusals({ ...at('legal', 'c'), version: 2 }, 'check-legality', 2, 'c').map(({ code }) => code)).toEqual(['same-person']);
});

test('nothing is published but what waited for its moment', () => {
  expect(steps.filter(({ to }) => to === 'published').map(({ from }) => from)).toEqual(['embargoed']);
});

test('an answer is never kept past the next moment', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e9 }),
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 1, max: 3600 }),
      (at, wait, longest) => {
        const now = instant(at);
        const age = maxAge(now, instant(at + wait), longest);
        return age * 1000 <= wait && age <= longest;
      },
    ),
  );
});

test('a moment is of Vietnam’s zone, or none', () => {
  expect(momentOf('2026-11-22', '07:30')?.toISOString()).toBe('2026-11-22T00:30:00.000Z');
  expect(momentOf('2026-11-22', '7g05')?.toISOString()).toBe('2026-11-22T00:05:00.000Z');
  for (const [date, time] of [
    ['2026-02-30', '07:00'],
    ['2026-11-22', '24:00'],
    ['', ''],
    ['2026-11-22', '7'],
  ]) {
    expect(momentOf(String(date), String(time))).toBeUndefined();
  }
});

test('codes can be typed, and fit their pattern', () => {
  const code = releaseCode({ shortName: 'VPCP', code: 'G22' }, '2026-11-22', 42);
  expect(code).toMatch(/^VPCP-261122-0042-[34679A-Y]{4}$/);
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 999_999 }), (shortName, number) =>
      new RegExp(CODE_PATTERN).test(releaseCode({ shortName, code: 'H57.XA' }, '2026-01-02', number)),
    ),
  );
});
