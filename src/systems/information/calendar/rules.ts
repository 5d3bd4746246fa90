import { addDays, dateOf, instant, isDate, timeOf } from '#kernel/time.ts';
import type { Refusal } from '#kernel/problem.ts';

/** soạn → chờ duyệt → đã duyệt, public from its moment on. */
export type ActivityState = 'draft' | 'review' | 'timed' | 'dropped';
export type ActivityChange = 'first' | 'changed' | 'cancelled';

export const ACTIVITY_LENGTHS = { title: 300, venue: 200, persons: 2_000, reason: 300 } as const;

/** Monday of the week a day is in. */
export function mondayOf(day: string): string {
  const weekday = (instant(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/** The days that a page of the calendar shows, `yyyy-mm-dd`. */
export interface Span {
  readonly kind: 'week' | 'month';
  readonly first: string;
  readonly last: string;
  /** What the address says: a Monday or `yyyy-mm`. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export function weekSpan(day: string): Span {
  const first = mondayOf(day);
  return { kind: 'week', first, last: addDays(first, 6), name: first, before: addDays(first, -7), after: addDays(first, 7) };
}

export function monthSpan(month: string): Span {
  const first = `${month}-01`;
  const after = addDays(first, 31).slice(0, 7);
  return { kind: 'month', first, last: addDays(`${after}-01`, -1), name: month, before: addDays(first, -1).slice(0, 7), after };
}

/** Whether a calendar has a page for a day: one has to end somewhere, since each links to the next. */
function isShown(day: string): boolean {
  return isDate(day) && day >= '1900-01-01' && day <= '2999-12-31';
}

/** What an address asks for; nonsense is this week. */
export function spanAsked(week: string | undefined, month: string | undefined, today: string): Span {
  if (month !== undefined && isShown(`${month}-01`)) return monthSpan(month);
  return weekSpan(week !== undefined && isShown(week) ? week : today);
}

export function daysOf({ first, last }: Pick<Span, 'first' | 'last'>): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** "08:00–10:30", "08:00", or undefined for the whole day. */
export function hoursOf({
  startsAt,
  endsAt,
  onDay,
}: {
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly onDay: string;
}) {
  if (startsAt === null) return undefined;
  const from = timeOf(startsAt).slice(0, 5);
  return endsAt === null || dateOf(endsAt) !== onDay ? from : `${from}–${timeOf(endsAt).slice(0, 5)}`;
}

/** Lines such as "Họ tên – Chức vụ" or "Họ tên, Chức vụ"; the office may be missing. */
export function personsIn(text: string): { name: string; office: string }[] {
  return text
    .split(/[\n;]/)
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = line, office = ''] = /^(.*?)(?:\s[–—-]\s|,\s)(.*)$/.exec(line) ?? [];
      return { name, office };
    });
}

export interface ActivityStanding {
  readonly state: ActivityState;
  readonly change: ActivityChange;
  readonly reason: string;
  readonly editedBy: readonly string[];
  readonly visibleFrom: Date | null;
}

export const wrongStep: Refusal = {
  code: 'wrong-state',
  message: {
    vi: 'Hoạt động không còn ở bước này. Hãy tải lại trang để xem nó đang ở đâu.',
    en: 'The activity is no longer at this step. Reload the page to see where it is.',
  },
};

export const noReason: Refusal = {
  code: 'no-reason',
  field: 'reason',
  message: { vi: 'Thay đổi lịch đã công bố phải có lý do công khai.', en: 'A change of what was published needs a public reason.' },
};

/** Whoever wrote it does not approve it; the database holds the same rule. */
export function approvalRefusals({ state, editedBy }: ActivityStanding, actorId: string): Refusal[] {
  if (state !== 'review') return [wrongStep];
  if (!editedBy.includes(actorId)) return [];
  return [
    {
      code: 'own-words',
      message: { vi: 'Người đã viết hoặc sửa hoạt động không được tự duyệt.', en: 'Whoever wrote or edited it may not approve it.' },
    },
  ];
}
