import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseStates, nextStates, stepRefusals, verdicts, deskSteps } from './fake-rules.ts';
import { likeness } from './likeness.ts';

describe('names that look alike', () => {
  it.each([
    'Th0ng tin Chính phủ',
    'Тhông tin Chính рhủ',
    'thongtin.chinhphu',
    'THÔNG TIN CHÍNH PHỦ',
    'Thôпg tin Chính phủ',
    'Thông_tin_Chính_phủ',
  ])('%s', (name) => {
    expect(likeness(name, 'Thông tin Chính phủ')).toBe(100);
  });

  it('are near when something is added, and far when they have nothing in common', () => {
    expect(likeness('Thông tin Chính phủ Việt Nam', 'Thông tin Chính phủ')).toBeGreaterThanOrEqual(85);
    expect(likeness('Cháo lòng bà Tư', 'Thông tin Chính phủ')).toBeLessThan(20);
    expect(likeness('', 'x')).toBe(0);
  });

  it('never go beyond the scale, whatever the names are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }), (a, b) => {
        expect(likeness(a, b)).toBe(likeness(b, a));
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0);
        expect(likeness(a, b)).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('steps of a case', () => {
  it('go only where the chart allows, and each belongs to one right', () => {
    for (const from of caseStates) {
      for (const to of caseStates) {
        const refused = stepRefusals({ state: from, version: 2 }, to, 2).length > 0;
        expect(refused).toBe(!nextStates[from].includes(to));
      }
    }
    expect(new Set([...verdicts, ...deskSteps, 'received'])).toEqual(new Set(caseStates));
    expect(stepRefusals({ state: 'received', version: 2 }, 'triaged', 1)[0]?.code).toBe('stale');
  });
});
