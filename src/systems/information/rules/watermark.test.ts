import fc from 'fast-check';
import { expect, test } from 'vitest';
import { marksIn, shareOf, withMark } from './watermark.ts';

const mark = fc.integer({ min: 0, max: 0xffffffff });

test('a mark is found again in any paragraph that was copied, and is not seen', () => {
  fc.assert(
    fc.property(mark, (one) => {
      const text = withMark('## Tình hình\n\nSáng nay mưa lớn tại Huế.\n\n- Sơ tán dân\n- Trực ban', one);
      expect(text.replaceAll(/[\u200b\u200c]/g, '')).toBe('## Tình hình\n\nSáng nay mưa lớn tại Huế.\n\n- Sơ tán dân\n- Trực ban');
      for (const line of text.split('\n').filter(Boolean)) expect(marksIn(`trước ${line} sau`)).toEqual([one]);
    }),
  );
});

test('a mark that lost or changed a sign names nobody', () => {
  fc.assert(
    fc.property(mark, fc.integer({ min: 0, max: 39 }), (one, at) => {
      const text = withMark('một hai ba', one);
      const start = text.search(/[\u200b\u200c]/);
      const broken = text.slice(0, start + at) + (text[start + at] === '\u200b' ? '\u200c' : '\u200b') + text.slice(start + at + 1);
      expect(marksIn(broken)).not.toContain(one);
      expect(marksIn(text.slice(0, start + at) + text.slice(start + at + 1))).toEqual([]);
    }),
  );
});

test('how much of a text is in another', () => {
  const words = 'Chính phủ họp phiên thường kỳ tháng mười một tại Hà Nội';
  expect(shareOf(words, `Sáng nay ${words}.`)).toBe(1);
  expect(shareOf(words, 'Không liên quan gì đến nhau cả đâu')).toBe(0);
  expect(shareOf('ngắn', words)).toBe(0);
});
