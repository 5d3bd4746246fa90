import type { TermUnit } from '#core/calendar/index.ts';
import type { Channel, ChannelRow, Fee, Time } from '../entry.ts';
import { judgeFee } from './fees.ts';
import { bracketed } from './read.ts';

const HEAD = 'Hình thức nộpThời gianPhí, lệ phíMô tả';
const names: Readonly<Record<string, Channel>> = { 'Trực tuyến': 'online', 'Dịch vụ bưu chính': 'post', 'Trực tiếp': 'in-person' };
const units: Readonly<Record<string, TermUnit>> = {
  'Ngày làm việc': 'working-day',
  Ngày: 'day',
  'Giờ làm việc': 'working-hour',
  Giờ: 'hour',
  Tháng: 'month',
};
/** A channel with the next cell right behind it: in running text a blank would follow. */
const START = /(Trực tuyến|Dịch vụ bưu chính|Trực tiếp)(?=\d|\p{Lu})/gu;
const TIME = /^(\d{1,4}(?:[.,]\d{1,2})?) ?(Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng)/;
const MONEY = /^(\d[\d.,]{0,19}) (VNĐ|Việt Nam Đồng|USD)/;
const FEE = /Miễn phí|Không có thông tin|\d[\d.,]{0,19} (?:VNĐ|Việt Nam Đồng|USD)/;
/** A time in words is short; further on it is running text that speaks of fees. */
const LONGEST_WORDS = 120;
const MOST_ROWS = 200;
const MOST_FEES = 40;

/** The table of channels, or undefined when it has not the table's shape. */
export function readChannels(text: string): ChannelRow[] | undefined {
  if (!text.startsWith(HEAD)) return undefined;
  const body = text.slice(HEAD.length);
  const starts = [...body.matchAll(START)].filter(({ 0: name, index }) => beginsRow(body.slice(index + name.length)));
  if (starts.length === 0 || starts.length > MOST_ROWS || body.slice(0, starts[0]?.index).trim() !== '') return undefined;
  return starts.map(({ 0: name, index }, at) => {
    const rest = body.slice(index + name.length, starts[at + 1]?.index ?? body.length);
    return rowOf(names[name] ?? 'in-person', rest);
  });
}

function beginsRow(rest: string): boolean {
  const near = rest.slice(0, LONGEST_WORDS + 40);
  const fee = FEE.exec(near);
  if (!fee) return false;
  const next = near.search(START);
  return fee.index <= LONGEST_WORDS && (next === -1 || fee.index < next);
}

function rowOf(channel: Channel, rest: string): ChannelRow {
  const { time, length } = readTime(rest);
  const { fees, note } = readFees(rest.slice(length));
  // Where time and fee ran together, neither number is one.
  const [first, ...others] = fees;
  const glued =
    time.doubt === 'glued' && first
      ? [{ kind: 'unsure' as const, text: first.text, said: first.said, doubt: 'glued' as const }, ...others]
      : fees;
  return { channel, time, fees: glued, note };
}

function readTime(rest: string): { time: Time; length: number } {
  const counted = TIME.exec(rest);
  if (counted) {
    const [text, amount = '', unit = ''] = counted;
    return { time: { text: text.trim(), amount: Number(amount.replace(',', '.')), ...unitOf(unit) }, length: text.length };
  }
  // "Trực tuyến120 VNĐ": one day and 20, or no time and 120? Nobody can tell.
  if (MONEY.test(rest)) return { time: { text: '', doubt: 'glued' }, length: 0 };
  const bare = /^\d{1,4}(?=Miễn phí|Không có thông tin)/.exec(rest)?.[0];
  if (bare !== undefined) return { time: { text: bare, doubt: 'no-unit' }, length: bare.length };
  if (rest.startsWith('Không có thông tin')) return { time: { text: '', doubt: 'unsaid' }, length: 'Không có thông tin'.length };
  const length = FEE.exec(rest)?.index ?? 0;
  return { time: { text: rest.slice(0, length).trim(), doubt: 'words' }, length };
}

function unitOf(unit: string): { unit: TermUnit } | Record<string, never> {
  const known = units[unit];
  return known ? { unit: known } : {};
}

/** Fees one after another, each with what stands in brackets behind it; what is left is the note. */
function readFees(cells: string): { fees: Fee[]; note: string } {
  const raw: { stated: string; said: string }[] = [];
  let rest = cells;
  while (raw.length < MOST_FEES) {
    const stated = statedFee(rest, raw.length === 0);
    if (stated === undefined) break;
    rest = rest.slice(stated.length);
    const said = bracketed(rest);
    if (said) rest = rest.slice(said.length);
    raw.push({ stated, said: said?.inside ?? '' });
  }
  const note = rest.trim();
  return { fees: raw.map(({ stated, said }) => judgeFee(stated, said, note)), note };
}

function statedFee(rest: string, first: boolean): string | undefined {
  const money = MONEY.exec(rest)?.[0];
  if (money !== undefined) return money;
  const words = /^(?:Miễn phí|Không có thông tin)/.exec(rest)?.[0];
  // Only the first cell is a fee for sure: later on "Miễn phí" is how a note begins.
  return words !== undefined && (first || rest[words.length] === '(') ? words : undefined;
}
