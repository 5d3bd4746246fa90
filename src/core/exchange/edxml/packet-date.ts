import { dateOf, instant, isDate, timeOf } from '#kernel/time.ts';

/** `impossible`: looks like a date but is none (2014/02/30). `unreadable`: no date form we know. */
export type DateFlag = 'impossible' | 'unreadable';

/** A date as it was sent; nothing is guessed for an impossible one. */
export interface PacketDate {
  readonly text: string;
  /** `yyyy-mm-dd` */
  readonly date: string | undefined;
  readonly flag: DateFlag | undefined;
}

/** An instant as it was sent. The wire has no zone: it is Vietnam's. */
export interface PacketTime {
  readonly text: string;
  readonly at: Date | undefined;
  readonly flag: DateFlag | undefined;
}

const YEAR_FIRST = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/;
const ZONED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;

function zonedInstant(text: string): Date | undefined {
  if (!ZONED.test(text) || !isDate(text.slice(0, 10))) return undefined;
  try {
    const at = instant(text);
    return instant(Math.floor(at.getTime() / 1000) * 1000);
  } catch {
    return undefined;
  }
}

/** Reads yyyy/MM/dd, and what else is met: dd/MM/yyyy, ISO dates, a date with a time behind it. */
export function readPacketDate(text: string): PacketDate {
  const zoned = zonedInstant(text);
  if (zoned) return { text, date: dateOf(zoned), flag: undefined };
  const day = text.split(/[ T]/, 1)[0] ?? '';
  const yearFirst = YEAR_FIRST.exec(day);
  const dayFirst = DAY_FIRST.exec(day);
  const parts = yearFirst ? yearFirst.slice(1) : dayFirst?.slice(1).reverse();
  if (!parts) return { text, date: undefined, flag: 'unreadable' };
  const date = [parts[0], parts[1]?.padStart(2, '0'), parts[2]?.padStart(2, '0')].join('-');
  return isDate(date) ? { text, date, flag: undefined } : { text, date: undefined, flag: 'impossible' };
}

/** Reads yyyy/MM/dd HH:mm:ss in Vietnam's zone, and ISO 8601 with a zone. Whole seconds. */
export function readPacketTime(text: string): PacketTime {
  const zoned = zonedInstant(text);
  if (zoned) return { text, at: zoned, flag: undefined };
  const [day = '', clock = '00:00:00'] = text.split(/[ T]+/, 2);
  const { date, flag } = readPacketDate(day);
  const match = CLOCK.exec(clock);
  if (!match || !date) return { text, at: undefined, flag: flag ?? 'unreadable' };
  const [hour = '', minute = '', second = '00'] = match.slice(1);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return { text, at: undefined, flag: 'impossible' };
  return { text, at: instant(`${date}T${hour.padStart(2, '0')}:${minute}:${second}+07:00`), flag: undefined };
}

/** Our own date (`yyyy-mm-dd`) for a packet. Throws RangeError when it is not one. */
export function packetDate(date: string): PacketDate {
  if (!isDate(date)) throw new RangeError(`not a date: ${date}`);
  return { text: date.replaceAll('-', '/'), date, flag: undefined };
}

/** Our own instant for a packet; fractions of a second are cut, the wire has none. */
export function packetTime(at: Date): PacketTime {
  const whole = instant(Math.floor(at.getTime() / 1000) * 1000);
  return { text: `${dateOf(whole).replaceAll('-', '/')} ${timeOf(whole)}`, at: whole, flag: undefined };
}

/** What goes on the wire: the standard's form when the date is known, else the text as it came. */
export function writePacketDate(value: PacketDate): string {
  return value.date === undefined ? value.text : value.date.replaceAll('-', '/');
}

export function writePacketTime(value: PacketTime): string {
  return value.at === undefined ? value.text : packetTime(value.at).text;
}
