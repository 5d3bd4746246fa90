import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCursor, writeCursor } from './cursor.ts';
import { mark } from './highlight.ts';
import { parseQuery, tiersOf } from './query.ts';
import { foldInPlace, hashesOf, termHash } from './terms.ts';
import { textParts } from './text-parts.ts';

describe('reading a question', () => {
  test('finds a number amid words, however it is typed', () => {
    for (const text of [
      '118/2025/NĐ-CP',
      '118-2025-nđ cp',
      'nghi dinh 118/2025/nd-cp ve mot cua',
      'số 0118/2025/NĐ–CP',
      '118/2025/ÐN-CP 118/2025/NÐ-CP',
    ]) {
      expect(parseQuery(text).numberKeys, text).toContain('118/2025/ndcp');
    }
    expect(parseQuery('118/2025').numberPrefixes).toEqual(['118/2025']);
    expect(parseQuery('118').numberPrefixes).toEqual(['118/']);
  });

  test('every tier is narrower than the next: what a narrow one finds, the last one finds', () => {
    const document = new Set(
      hashesOf({ head: 'Quy định về đất đai', body: 'Hướng dẫn thi hành luật đất đai ở xã', filters: [['kind', 'luat']] }),
    );
    const tiers = tiersOf(parseQuery('đất đai'), { kind: 'luat' });
    for (const tier of tiers) expect(tier.every((hash) => document.has(hash))).toBe(true);
    expect(tiersOf(parseQuery('đất đai'), { kind: 'nghi-dinh' }).some((tier) => tier.every((hash) => document.has(hash)))).toBe(false);
  });

  test('anything typed is a question, and costs a bounded number of terms', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000, unit: 'binary' }), (text) => {
        const parsed = parseQuery(text);
        expect(parsed.words.length).toBeLessThanOrEqual(12);
        expect(tiersOf(parsed, {}).flat().length).toBeLessThan(200);
        expect(parsed.numberKeys.length).toBeLessThanOrEqual(12);
      }),
    );
  });
});

describe('terms', () => {
  test('are whole numbers of 43 bits and differ by flavour', () => {
    fc.assert(
      fc.property(fc.string(), (word) => {
        const hash = termHash('b', word);
        expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 43).toBe(true);
        expect(termHash('h', word)).not.toBe(hash);
      }),
    );
  });

  test('a hundred thousand words do not meet', () => {
    const hashes = new Set<number>();
    for (let n = 0; n < 100_000; n++) hashes.add(termHash('b', `tu ${n}`));
    expect(hashes.size).toBeGreaterThanOrEqual(99_999);
  });

  test('folding in place keeps every place, in code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect([...foldInPlace(text)].length).toBe([...text.normalize('NFC')].length);
      }),
    );
    expect(foldInPlace('Đất đai, Huế')).toBe('dat dai  hue');
  });
});

describe('showing results', () => {
  test('marks lose no letter of the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ minLength: 1, maxLength: 4 })), (text, words) => {
        expect(
          mark(text, words)
            .parts.map((part) => part.text)
            .join(''),
        ).toBe(words.length === 0 ? text : text.normalize('NFC'));
      }),
    );
  });

  test('parts of a long text hold all of it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 300 }), { maxLength: 60 }), (paragraphs) => {
        const text = paragraphs.join('\n\n');
        const letters = (value: string) => value.replace(/\s+/g, '');
        expect(letters(textParts(text, 500).join(''))).toBe(letters(text));
      }),
    );
  });

  test('a cursor survives its trip, and a forged one is no cursor', () => {
    const cursor = { newestSeq: 1_234_567, day: '2025-11-19', score: 431, seq: 99_321 };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    for (const forged of ['', 'x', '1.20250230.1.1', `${'z'.repeat(40)}.20250101.1.1`, "1.20250101.1.1'--"])
      expect(readCursor(forged)).toBeUndefined();
  });
});
