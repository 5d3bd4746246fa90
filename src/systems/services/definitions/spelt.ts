const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const SCALES = ['', ' nghìn', ' triệu', ' tỷ', ' nghìn tỷ', ' triệu tỷ'] as const;

/** The last digit after tens: mốt, tư (after hai mươi), lăm. */
function lastDigit(tens: number, ones: number): string {
  if (ones === 0) return '';
  if (ones === 5) return ' lăm';
  if (tens > 1 && ones === 1) return ' mốt';
  return ` ${tens > 1 && ones === 4 ? 'tư' : DIGITS[ones]!}`;
}

/** Three digits; `whole`: a group after others says its zeros, "không trăm linh năm". */
function group(value: number, whole: boolean): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10] as const;
  const head = hundreds > 0 || whole ? `${DIGITS[hundreds]!} trăm` : '';
  if (tens === 0) {
    if (ones === 0) return head;
    return head ? `${head} linh ${DIGITS[ones]!}` : DIGITS[ones]!;
  }
  const middle = tens === 1 ? 'mười' : `${DIGITS[tens]!} mươi`;
  return `${head}${head ? ' ' : ''}${middle}${lastDigit(tens, ones)}`;
}

/** A whole number in words, as receipts and certificates write it: 1.200.005 is "một triệu hai trăm nghìn không trăm linh năm". */
export function spelt(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a whole number to be spelt: ${value}`);
  if (value === 0) return DIGITS[0];
  const groups: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 1_000)) groups.push(rest % 1_000);
  return groups
    .map((three, place) => (three === 0 ? '' : `${group(three, place < groups.length - 1)}${SCALES[place]!}`))
    .reverse()
    .filter(Boolean)
    .join(' ');
}

/** "ngày năm, tháng hai, năm hai nghìn không trăm hai mươi sáu" */
export function speltDate(date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return `ngày ${spelt(day)}, tháng ${month === 4 ? 'tư' : spelt(month)}, năm ${spelt(year)}`;
}
