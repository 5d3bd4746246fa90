import { addDays } from '#kernel/time.ts';

/** One activity for calendar programs. */
export interface CalendarEvent {
  readonly uid: string;
  /** How often what is public of it has changed. */
  readonly sequence: number;
  readonly cancelled: boolean;
  /** When what it says became public. */
  readonly stamp: Date;
  /** `yyyy-mm-dd`; counts when there is no hour. */
  readonly day: string;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
  readonly url: string;
  readonly categories: readonly string[];
}

/** A calendar as RFC 5545 has it: CRLF, lines of at most 75 octets, no character cut in two. */
export function iCalendar(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Mot Cua//Lich hoat dong//VI',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    'X-WR-TIMEZONE:Asia/Ho_Chi_Minh',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map(fold).join('');
}

function eventLines(event: CalendarEvent): string[] {
  const { startsAt, endsAt, day } = event;
  const when = startsAt
    ? [`DTSTART:${utc(startsAt)}`, ...(endsAt ? [`DTEND:${utc(endsAt)}`] : [])]
    : [`DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`, `DTEND;VALUE=DATE:${addDays(day, 1).replaceAll('-', '')}`];
  const optional = (key: string, value: string): string[] => (value === '' ? [] : [`${key}:${text(value)}`]);
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${utc(event.stamp)}`,
    `LAST-MODIFIED:${utc(event.stamp)}`,
    `SEQUENCE:${event.sequence}`,
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...when,
    ...optional('SUMMARY', event.summary),
    ...optional('LOCATION', event.location),
    ...optional('DESCRIPTION', event.description),
    ...(event.categories.length > 0 ? [`CATEGORIES:${event.categories.map(text).join(',')}`] : []),
    `URL:${event.url}`,
    'END:VEVENT',
  ];
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** TEXT of RFC 5545 §3.3.11; control characters that it has no way to write are left out. */
function text(value: string): string {
  return (
    value
      .replaceAll('\r\n', '\n')
      // oxlint-disable-next-line no-control-regex -- exactly these are forbidden in a content line
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
      .replaceAll('\n', '\\n')
  );
}

const MOST_OCTETS = 75;

function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (octets + size > MOST_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += sign;
    octets += size;
  }
  return `${folded}\r\n`;
}
