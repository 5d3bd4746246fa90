import type { Text } from '#kernel/i18n.ts';
import { fold } from '#kernel/text.ts';

/** NIST SP 800-63B-4 §3.1.1.2 asks for 15 without a second factor and 8 with one, and for no composition rules; 12 is ours. */
export const SHORTEST_PASSWORD = 12;
/** Beyond this only the hashing gets slower. */
export const LONGEST_PASSWORD = 128;

/** What people in Vietnam and elsewhere choose first; compared without diacritics, digits and punctuation. */
const COMMON = new Set(
  `password passwort passw matkhau matkhaumoi matkhaucuatoi khongcomatkhau quenmatkhau admin administrator quantri quantrivien
  welcome xinchao chaomung hello iloveyou iloveu anhyeuem emyeuanh yeuem yeuanh anhnhoem emnhoanh tinhyeu letmein
  qwerty qwertyuiop qwertyuiopasdfghjkl asdfghjkl zxcvbnm qazwsx qazwsxedc abcdef abcdefgh abc abcd abcxyz
  vietnam vietnamvodich hanoi saigon hochiminh danang hue haiphong cantho thanhphohochiminh ubnd uybannhandan
  chinhphu vanthu vanphong congchuc motcua lanhdao chuyenvien football bongda baby monkey dragon superman princess
  sunshine secret test testtest demo changeme doimatkhau default master login dangnhap user nguoidung`
    .split(/\s+/)
    .filter(Boolean),
);

/** The shortest piece that, repeated, makes the whole text: "abcabc" → "abc". */
function repeatedPiece(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const piece = text.slice(0, length);
    if (piece.repeat(Math.ceil(text.length / length)).startsWith(text)) return piece;
  }
  return text;
}

/** Whether the characters go up or down by one all the way (digits run on from 9 to 0). */
function isSequence(text: string): boolean {
  const codes = [...text].map((char) => char.codePointAt(0) ?? 0);
  const gaps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const digits = /^\d+$/.test(text);
  const steps = (by: number): boolean => gaps.every((gap) => gap === by || (digits && gap === -9 * by));
  return codes.length > 2 && (steps(1) || steps(-1));
}

function isCommon(password: string, signInName: string, fullName: string): boolean {
  const bare = fold(password).replaceAll(' ', '');
  const words = bare.replace(/\d+/g, '');
  const own = [fold(signInName).replaceAll(' ', ''), fold(fullName).replaceAll(' ', '')];
  const stem = repeatedPiece(words);
  const typed = [...password].join('').toLowerCase();
  if (isSequence(typed) || repeatedPiece(typed).length <= 4 || isSequence(repeatedPiece(typed))) return true;
  if (words.length > 0 && (COMMON.has(words) || COMMON.has(stem))) return true;
  return own.some((name) => name.length >= 4 && (words === name.replace(/\d+/g, '') || bare === name));
}

/** Why a password may not be chosen, as a sentence; undefined: it may. Length and guessability count, kinds of characters do not. */
export function refusePassword(password: string, owner: { signInName: string; fullName: string }): Text | undefined {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) {
    return {
      vi: `Mật khẩu cần ít nhất ${SHORTEST_PASSWORD} ký tự. Một câu ngắn dễ nhớ là tốt nhất.`,
      en: `A password needs at least ${SHORTEST_PASSWORD} characters. A short sentence is best.`,
    };
  }
  if (length > LONGEST_PASSWORD) {
    return { vi: `Mật khẩu dài tối đa ${LONGEST_PASSWORD} ký tự.`, en: `A password may have ${LONGEST_PASSWORD} characters at most.` };
  }
  if (isCommon(password, owner.signInName, owner.fullName)) {
    return {
      vi: 'Mật khẩu này dễ đoán: nằm trong số hay gặp, lặp lại, hoặc giống tên của bạn. Hãy chọn mật khẩu khác.',
      en: 'This password is easy to guess: a common one, a repetition, or your own name. Choose another.',
    };
  }
  return undefined;
}
