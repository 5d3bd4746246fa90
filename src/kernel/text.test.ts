import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, normalizeTone, tidy, withoutMarks, words } from './text.ts';

describe('fold', () => {
  test.each([
    ['Phường Vỹ Dạ', 'phuong vy da'],
    ['ĐỒNG NAI', 'dong nai'],
    ['Văn Miếu - Quốc Tử Giám', 'van mieu quoc tu giam'],
    ['118/2025/NĐ-CP', '118 2025 nd cp'],
    ['  TP.HCM ', 'tp hcm'],
  ])('%s', (text, folded) => expect(fold(text)).toBe(folded));

  test('composed and decomposed letters fold alike, and folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe('normalizeTone', () => {
  test.each([
    ['Hoà Bình', 'hòa bình'],
    ['Thuỷ', 'thủy'],
    ['Khoẻ', 'khỏe'],
    ['Uỷ ban', 'ủy ban'],
    ['Quý', 'quý'],
    ['Quỳnh', 'quỳnh'],
    ['Hoàn', 'hoàn'],
    ['Huế', 'huế'],
    ['Ngoại', 'ngoại'],
  ])('%s', (text, normal) => {
    expect(normalizeTone(text)).toBe(normal);
    expect(normalizeTone(normal)).toBe(normal);
  });

  test('tones still differ', () => expect(normalizeTone('Hòa')).not.toBe(normalizeTone('Hóa')));
});

test('withoutMarks keeps case', () => expect(withoutMarks('Đặc khu Côn Đảo')).toBe('Dac khu Con Dao'));

test('words pairs each folded word with its toned one', () => {
  expect(words('UBND P. Vỹ Dạ, TP.Huế')).toEqual([
    { folded: 'ubnd', toned: 'ubnd' },
    { folded: 'p', toned: 'p' },
    { folded: 'vy', toned: 'vỹ' },
    { folded: 'da', toned: 'dạ' },
    { folded: 'tp', toned: 'tp' },
    { folded: 'hue', toned: 'huế' },
  ]);
  const letters = fc.constantFrom(...'aàảăằâoồơuứyđĐHQ .,-1');
  fc.assert(
    fc.property(fc.string({ unit: letters }), (text) => {
      expect(
        words(text)
          .map((word) => word.folded)
          .join(' '),
      ).toBe(fold(text));
    }),
  );
});

test('tidy', () => expect(tidy('  Số\u00a0 15 \n QĐ ')).toBe('Số 15 QĐ'));
