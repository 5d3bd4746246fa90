import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codesIn, copyCode } from './copy-code.ts';
import { copyByLetters, withLetterMark } from './letter-mark.ts';

const words =
  'Sáng nay, Chính phủ họp phiên thường kỳ tháng mười một, thảo luận tình hình kinh tế, xã hội và việc phân bổ vốn đầu tư công của các địa phương.';
const everyVowel =
  'à á ả ã ạ ă ằ ắ ẳ ẵ ặ â ầ ấ ẩ ẫ ậ è é ẻ ẽ ẹ ê ề ế ể ễ ệ ì í ỉ ĩ ị ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ ơ ờ ớ ở ỡ ợ ù ú ủ ũ ụ ư ừ ứ ử ữ ự ỳ ý ỷ ỹ ỵ';
const mark = fc.integer({ min: 0, max: 0xffff_ffff });

test('a copy is known by its letters among others, never another’s; the words are the same', () => {
  fc.assert(
    fc.property(mark, fc.uniqueArray(mark, { minLength: 1, maxLength: 60 }), (own, others) => {
      const text = withLetterMark(own)(words);
      expect(text.normalize('NFC')).toBe(words);
      const marks = [own, ...others.filter((one) => one !== own)];
      expect([own, undefined]).toContain(copyByLetters(text, marks));
      expect(copyByLetters(withLetterMark(own)(`${words} ${everyVowel}`), marks)).toBe(own);
      expect(copyByLetters(text.normalize('NFC'), marks)).toBeUndefined();
    }),
  );
});

test('too few letters name nobody', () => {
  expect(copyByLetters(withLetterMark(7)('Chính phủ họp'), [7])).toBeUndefined();
});

test('a printed number is read back, with spaces and in small letters, and not when a sign is wrong', () => {
  fc.assert(
    fc.property(mark, fc.integer({ min: 2, max: 11 }), (own, at) => {
      const code = copyCode(own);
      expect(codesIn(`x ${code.toLowerCase().replace(/(.{4})/g, '$1 ')} y`)).toEqual([own]);
      const wrong = code.slice(0, at) + (code[at] === '8' ? '9' : '8') + code.slice(at + 1);
      expect(codesIn(wrong)).toEqual([]);
    }),
  );
});
