import type { Text } from '#kernel/i18n.ts';

/** Full years of age on a day; both calendar dates. Somebody born on 29 February has the birthday on 1 March of other years. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The calendar date on which somebody reaches an age. */
export function birthdayAt(birthDate: string, age: number): string {
  const year = String(Number(birthDate.slice(0, 4)) + age).padStart(4, '0');
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  return birthDate.endsWith('-02-29') && !leap ? `${year}-03-01` : `${year}${birthDate.slice(4)}`;
}

const TEST_NUMBER = /^000000\d{6}$/;

/**
 * Why a personal number cannot be taken, as a sentence; undefined: it can. Digit 4 tells the century and sex, digits 5–6 the year
 * of birth (Circular 59/2021/TT-BCA, to be confirmed); numbers of the test range tell nothing.
 */
export function refuseNumber(number: string, birthDate: string, realNumbers: boolean): Text | undefined {
  if (!/^\d{12}$/.test(number)) return { vi: 'Số định danh cá nhân gồm đúng 12 chữ số.', en: 'A personal number has exactly 12 digits.' };
  if (TEST_NUMBER.test(number)) return undefined;
  if (!realNumbers) {
    return {
      vi: 'Trang này chưa nối với Cơ sở dữ liệu quốc gia về dân cư nên chỉ nhận số thử, bắt đầu bằng sáu số 0. Đừng nhập số thật.',
      en: 'This site is not joined to the population database yet and takes test numbers only, which begin with six zeros. Do not type a real one.',
    };
  }
  const century = 19 + Math.floor(Number(number[3]) / 2);
  if (birthDate.startsWith(`${century}${number.slice(4, 6)}`)) return undefined;
  return { vi: 'Số định danh và ngày sinh không khớp nhau.', en: 'The personal number and the date of birth do not fit each other.' };
}

/** A telephone number as `0…` with ten digits, or an e-mail address in lower case; undefined: neither. */
export function readContact(typed: string): { readonly kind: 'email' | 'phone'; readonly value: string } | undefined {
  const text = typed.normalize('NFKC').trim();
  if (/^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}\.[a-z]{2,24}$/i.test(text)) return { kind: 'email', value: text.toLowerCase() };
  const digits = text.replace(/[\s.()-]/g, '').replace(/^\+?84/, '0');
  return /^0\d{9}$/.test(digits) ? { kind: 'phone', value: digits } : undefined;
}

/** A contact as others may see it: `09•••••123`, `n•••@example.vn`. */
export function veiled(contact: string): string {
  const [name = '', host] = contact.split('@');
  return host === undefined ? `${contact.slice(0, 2)}•••••${contact.slice(-3)}` : `${name.slice(0, 1)}•••@${host}`;
}

/** Whether an enterprise code is sound: ten digits with a check digit, a branch's three after it (weights of the tax code). */
export function isEnterpriseCode(code: string): boolean {
  if (!/^\d{10}(-\d{3})?$/.test(code)) return false;
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(code[index]), 0);
  return Number(code[9]) === 10 - (sum % 11);
}
