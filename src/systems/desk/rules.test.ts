import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '#kernel/time.ts';
import { byDeadlineThenAge, choose, countKinds, daysBetween, daysLate, isIn, kindKey, type Waiting } from './rules.ts';

const TODAY = '2026-11-22';
const drafting = { name: 'drafting', title: { vi: 'Soạn thảo', en: 'Drafting' } };
const axis = { name: 'axis', title: { vi: 'Trục', en: 'Axis' } };

function item(over: Partial<Waiting> = {}): Waiting {
  return {
    title: 'Việc',
    kind: { vi: 'Chờ ký', en: 'To sign' },
    url: '/x',
    due: undefined,
    since: instant('2026-11-20'),
    module: drafting,
    ...over,
  };
}

const anyItem = fc.record({
  due: fc.option(fc.constantFrom('2026-11-01', '2026-11-22', '2026-12-31', '2027-01-01'), { nil: undefined }),
  since: fc.date({ min: instant('2026-01-01'), max: instant('2026-11-22'), noInvalidDate: true }),
});

describe('the order of the list', () => {
  it('is by deadline, then by age; what has no deadline comes last', () => {
    fc.assert(
      fc.property(fc.array(anyItem), (made) => {
        const sorted = made.map((one) => item(one)).toSorted(byDeadlineThenAge);
        for (const [index, after] of sorted.entries()) {
          const before = sorted[index - 1];
          if (!before) continue;
          expect((before.due ?? '9999') <= (after.due ?? '9999')).toBe(true);
          if (before.due === after.due) expect(before.since <= after.since).toBe(true);
        }
      }),
    );
  });
});

describe('a deadline', () => {
  it('is still in time on its own day', () => {
    expect([daysLate(TODAY, TODAY), daysLate('2026-11-21', TODAY), daysLate('2026-11-23', TODAY), daysLate(undefined, TODAY)]).toEqual([
      0, 1, 0, 0,
    ]);
  });

  it('counts calendar days over months and leap years', () => {
    expect(daysBetween('2026-10-31', TODAY)).toBe(22);
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  });

  it('falls into overdue, today and the next seven days', () => {
    const windows = (due?: string) => (['overdue', 'today', 'week'] as const).filter((one) => isIn(item({ due }), one, TODAY));
    expect(windows('2026-11-21')).toEqual(['overdue']);
    expect(windows(TODAY)).toEqual(['today', 'week']);
    expect(windows('2026-11-28')).toEqual(['week']);
    expect(windows('2026-11-29')).toEqual([]);
    expect(windows()).toEqual([]);
  });
});

describe('kinds', () => {
  const read = { vi: 'Chờ vào sổ', en: 'To register' };
  const items = [item(), item({ module: axis, kind: read }), item()];

  it('are told apart by module and name, and counted', () => {
    expect(kindKey(items[1]!)).toBe('axis.cho-vao-so');
    expect(countKinds(items).map(({ key, count }) => [key, count])).toEqual([
      ['drafting.cho-ky', 2],
      ['axis.cho-vao-so', 1],
    ]);
  });

  it('and deadlines narrow the list together', () => {
    const late = item({ due: '2026-11-01' });
    expect(choose([...items, late], { kind: 'drafting.cho-ky', window: 'overdue' }, TODAY)).toEqual([late]);
    expect(choose(items, {}, TODAY)).toHaveLength(3);
    expect(choose(items, { kind: 'axis.khong-co' }, TODAY)).toEqual([]);
  });
});
