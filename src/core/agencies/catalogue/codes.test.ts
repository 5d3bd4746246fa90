import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agencyId, generatedCommuneCode, readCode } from './codes.ts';

describe('readCode', () => {
  test.each([
    ['G22', 'G22', '000.00.00.G22'],
    ['000.00.00.G22', 'G22', '000.00.00.G22'],
    [' g22 ', 'G22', '000.00.00.G22'],
    ['G12.18', 'G12.18', '000.00.18.G12'],
    ['000.17.22.H56', 'H56.22.17', '000.17.22.H56'],
    ['002.00.20.H13', 'H13.20.00.002', '002.00.20.H13'],
    ['28.22.H17', 'H17.22.28', '000.28.22.H17'],
    ['H37.DN.002', 'H37.DN.002', null],
  ])('%s', (text, qd20, qcvn102) => expect(readCode(text)).toEqual({ qd20, qcvn102 }));

  test.each(['', 'H57 ; drop', '...', 'a'.repeat(41)])('%j is no code', (text) => expect(readCode(text)).toBeUndefined());

  test('the two forms of a generated code lead to each other', () => {
    const digits = fc.integer({ min: 0, max: 99_999 }).map((value) => String(value).padStart(5, '0'));
    fc.assert(
      fc.property(digits, fc.constantFrom('XA', 'HX'), (commune, group) => {
        const code = generatedCommuneCode('H57', group, commune);
        expect(code.qcvn102).toMatch(/^[0-9]{3}\.[0-9]{2}\.(XA|HX)\.H57$/);
        expect(readCode(code.qd20)).toEqual(code);
        expect(readCode(code.qcvn102 ?? '')).toEqual(code);
      }),
    );
  });
});

test('ids of the catalogue are fixed and differ', () => {
  expect(agencyId('G22')).toBe(agencyId('G22'));
  expect(agencyId('G22')).not.toBe(agencyId('G12'));
  expect(agencyId('G22')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
