import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNotation, formatNumberNotation, isLocalNumber, numberKey, parseNumber } from './number.ts';

const KINDS = new Set(['NQ', 'QĐ', 'CT', 'QyĐ', 'TB', 'KH', 'TTr', 'NĐ', 'TT', 'VBHN', 'CĐ']);

describe('writing a number', () => {
  it('prints named kinds, letters, normative documents and laws', () => {
    const named = formatNotation({ form: 'named', kindAbbreviation: 'QĐ', issuerAbbreviation: 'UBND', unitAbbreviation: null });
    const letter = formatNotation({ form: 'letter', kindAbbreviation: null, issuerAbbreviation: 'UBND', unitAbbreviation: 'VP' });
    const law = formatNotation({ form: 'law', kindAbbreviation: null, issuerAbbreviation: 'QH15', unitAbbreviation: null });
    expect(formatNumberNotation(15, null, named)).toBe('15/QĐ-UBND');
    expect(formatNumberNotation(5, null, letter)).toBe('05/UBND-VP');
    expect(formatNumberNotation(1, 2025, named)).toBe('01/2025/QĐ-UBND');
    expect(formatNumberNotation(72, 2025, law)).toBe('72/2025/QH15');
  });
});

describe('finding by a badly typed number', () => {
  it.each([
    '118/2025/NĐ-CP',
    '118/2025/ND-CP',
    '118-2025-nđcp',
    'so 118 / 2025 / nd cp',
    'Số: 118/2025/NĐ-CP',
    'Nghị định số 118/2025/NĐ–CP',
    '118/2025/NÐ-CP',
    '0118/2025/nđ-cp',
    '118 2025 ndcp',
    '118 nđ-cp 2025',
    '118/2025/NĐ-CP'.normalize('NFD'),
  ])('%s', (text) => {
    expect(numberKey(text)).toBe('118/2025/ndcp');
  });

  it('keeps kinds, years and terms apart', () => {
    expect(numberKey('1675/NQ-UBTVQH15')).toBe('1675/nqubtvqh15');
    expect(numberKey('1675 nq ubtvqh 15')).toBe('1675/nqubtvqh15');
    expect(numberKey('031/2025/QĐ-UBND')).toBe('31/2025/qdubnd');
    expect(numberKey('15/QyĐ-UBND')).not.toBe(numberKey('15/QĐ-UBND'));
    expect(numberKey('7816/VPCP-TTĐT')).toBe('7816/vpcpttdt');
    expect(numberKey('118/2025')).toBe('118/2025');
  });

  it('is no number: words, a date, nothing, a very long text', () => {
    expect(numberKey('chính sách học phí')).toBeUndefined();
    expect(numberKey('18/11/2025')).toBeUndefined();
    expect(numberKey('')).toBeUndefined();
    expect(numberKey(`1/${'a'.repeat(300)}`)).toBeUndefined();
  });

  it('gives one key for every way of typing one number', () => {
    const separator = fc.constantFrom('/', ' / ', '-', ' ', '.', '–', '_');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.option(fc.integer({ min: 1945, max: 2099 }), { nil: null }),
        fc.constantFrom('QĐ-UBND', 'NĐ-CP', 'TT-BNNMT', 'NQ-HĐND', 'UBND-VP', 'QĐ-TTg'),
        separator,
        fc.boolean(),
        (number, year, notation, mark, loud) => {
          const right = formatNumberNotation(number, year, notation);
          const typed = right.replaceAll('/', mark).replaceAll('-', mark);
          expect(numberKey(loud ? typed.toUpperCase() : typed.toLowerCase().replaceAll('đ', 'd'))).toBe(numberKey(right));
        },
      ),
    );
  });
});

describe('taking a number apart', () => {
  it('knows a named kind, a letter and a law', () => {
    expect(parseNumber('Số: 031/2025/QĐ-UBND', KINDS)).toMatchObject({
      number: 31,
      numberText: '031',
      year: 2025,
      kindAbbreviation: 'QĐ',
      issuerAbbreviation: 'UBND',
      form: 'named',
      numberNotation: '031/2025/QĐ-UBND',
    });
    expect(parseNumber('15/UBND-VP', KINDS)).toMatchObject({
      form: 'letter',
      kindAbbreviation: null,
      issuerAbbreviation: 'UBND',
      unitAbbreviation: 'VP',
    });
    expect(parseNumber('72/2025/QH15', KINDS)).toMatchObject({ form: 'law', year: 2025, notation: 'QH15' });
    expect(parseNumber('01/2022/UBTVQH15', KINDS)).toMatchObject({ form: 'law' });
    expect(parseNumber('1675/NQ-UBTVQH15', KINDS)).toMatchObject({ form: 'named', issuerAbbreviation: 'UBTVQH15' });
    expect(parseNumber('15 / QyĐ - UBND', KINDS)).toMatchObject({ kindAbbreviation: 'QyĐ', numberNotation: '15/QyĐ-UBND' });
    expect(parseNumber('ngày 18/11/2025', KINDS)).toBeUndefined();
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.option(fc.integer({ min: 1945, max: 2099 }), { nil: null }),
        fc.constantFrom(...KINDS),
        fc.constantFrom('UBND', 'BNNMT', 'CP', 'HĐND', 'TTg', 'BCĐNNDL'),
        (number, year, kind, issuer) => {
          const notation = formatNotation({ form: 'named', kindAbbreviation: kind, issuerAbbreviation: issuer, unitAbbreviation: null });
          const text = formatNumberNotation(number, year, notation);
          expect(parseNumber(text, KINDS)).toMatchObject({ number, year, notation, kindAbbreviation: kind, issuerAbbreviation: issuer });
        },
      ),
    );
  });
});

it('tells local numbers from national ones', () => {
  expect(isLocalNumber('87/2025/qdubnd')).toBe(true);
  expect(isLocalNumber('36/2025/qdctubnd')).toBe(true);
  expect(isLocalNumber('73/2025/nqhdnd')).toBe(true);
  expect(isLocalNumber('118/2025/ndcp')).toBe(false);
});
