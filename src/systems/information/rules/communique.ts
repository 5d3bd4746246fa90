import { addDays, dateOf, instant, officialDate, timeOf } from '#kernel/time.ts';

/** The hour at which a day's communiqué is closed, in Vietnam; what comes later is in the next day's. */
const CLOSES = 'T17:00:00+07:00';

/** The day whose communiqué was closed last: today from 17:00 on, until then yesterday. */
export function closedDay(at: Date): string {
  return timeOf(at) >= '17:00' ? dateOf(at) : addDays(dateOf(at), -1);
}

/** What belongs to the communiqué of a day: from the closing hour of the day before until that of the day. */
export function spanOf(day: string): { from: Date; to: Date } {
  return { from: instant(addDays(day, -1) + CLOSES), to: instant(day + CLOSES) };
}

interface Line {
  readonly code: string;
  readonly title: string;
  readonly summary: string;
}

/** The words of a communiqué, for typesetting. */
export function communiqueMarkdown(agencyName: string, day: string, items: readonly Line[], publicUrl: string): string {
  const head = `Trong ${officialDate(day)}, ${agencyName} đã công bố ${items.length} bản tin sau đây. Toàn văn và chữ ký số của từng bản tin có tại địa chỉ ghi kèm.`;
  const parts = items.map(
    ({ code, title, summary }, index) => `### ${index + 1}. ${title}\n\n${summary}\n\n*Mã ${code}; toàn văn: ${publicUrl}/tin/${code}*`,
  );
  return [head, ...parts].join('\n\n');
}
