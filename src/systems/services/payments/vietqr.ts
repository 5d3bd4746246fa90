import { withoutMarks } from '#kernel/text.ts';

/** A transfer to be made: what a banking application reads out of the code. */
export interface Transfer {
  /** Six digits: BIN of the bank that keeps the account. */
  readonly bin: string;
  /** Account that receives, 1 to 19 letters and digits. */
  readonly account: string;
  /** Đồng, whole. */
  readonly amount: number;
  /** What the transfer says; at most 25 signs of plain ASCII. */
  readonly content: string;
}

/** EMVCo's field 62-08 holds no more. */
const LONGEST_CONTENT = 25;
const LARGEST_AMOUNT = 9_999_999_999_999;

/** Identifier of NAPAS and of its service "quick transfer to an account" (Decision of the State Bank on the QR standard, 2018). */
const NAPAS = 'A000000727';
const TO_ACCOUNT = 'QRIBFTTA';
const DONG = '704';

/** One field: two digits of its number, two of its length, the value. */
function field(id: string, value: string): string {
  if (value.length > 99) throw new RangeError(`field ${id} is longer than 99 signs`);
  return `${id}${String(value.length).padStart(2, '0')}${value}`;
}

/**
 * Text of a VietQR code (EMVCo merchant-presented mode, with NAPAS' account information in field 38). Throws RangeError for what
 * a code cannot say.
 */
export function vietQr({ bin, account, amount, content }: Transfer): string {
  if (!/^\d{6}$/.test(bin)) throw new RangeError('a BIN has six digits');
  if (!/^[0-9A-Za-z]{1,19}$/.test(account)) throw new RangeError('an account has 1 to 19 letters and digits');
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > LARGEST_AMOUNT) throw new RangeError('an amount is whole and positive');
  const beneficiary = field('00', bin) + field('01', account);
  const payload = [
    field('00', '01'),
    // 12: a code for one payment, since it says the amount.
    field('01', '12'),
    field('38', field('00', NAPAS) + field('01', beneficiary) + field('02', TO_ACCOUNT)),
    field('53', DONG),
    field('54', String(amount)),
    field('58', 'VN'),
    field('62', field('08', plain(content))),
  ].join('');
  return `${payload}6304${crc16(`${payload}6304`)}`;
}

/** Banks carry neither diacritics nor signs in the content of a transfer. */
function plain(content: string): string {
  const text = withoutMarks(content)
    .replace(/[^0-9A-Za-z.-]+/g, ' ')
    .trim()
    .slice(0, LONGEST_CONTENT)
    .trimEnd();
  if (text === '') throw new RangeError('a transfer says something');
  return text;
}

/** CRC-16/CCITT-FALSE (polynomial 1021, begins with FFFF) of ASCII text, as four capital hexadecimal digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'latin1')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
