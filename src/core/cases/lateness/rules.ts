import type { WorkingCalendar } from '#core/calendar/index.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Refusal } from '#kernel/problem.ts';
import { addDays } from '#kernel/time.ts';

/** Rungs of the ladder, in the order in which a case climbs them. */
export const RUNGS = ['apology-due', 'unit-head', 'leader', 'superior'] as const;
export type Rung = (typeof RUNGS)[number];

const text = (vi: string, en: string): Text => ({ vi, en });

export const rungTitles: Readonly<Record<Rung, Text>> = {
  'apology-due': text(
    'Sắp hết hạn: phải xin lỗi và hẹn lại nếu không kịp',
    'Nearly due: apologise and promise a new date if it cannot be met',
  ),
  'unit-head': text('Quá hạn: báo trưởng bộ phận', 'Late: before the head of the unit'),
  leader: text('Quá hạn: báo lãnh đạo cơ quan', 'Late: before the leader of the agency'),
  superior: text('Quá hạn: báo cơ quan cấp trên', 'Late: before the superior agency'),
};

/** Days that decide on which rung a case stands, on one day for all cases. */
export interface Thresholds {
  /** Due until then: a letter of apology is due. */
  readonly apologyUntil: string;
  /** Due until then and not done: before the leader, before the superior agency. */
  readonly leaderUntil: string;
  readonly superiorUntil: string;
}

/** The latest day after which so many working days have passed up to a day, itself included. */
function workingDaysBack(calendar: WorkingCalendar, day: string, count: number): string {
  let at = addDays(day, -1);
  while (calendar.workingDaysBetween(at, day) < count) at = addDays(at, -1);
  return at;
}

export function thresholds(calendar: WorkingCalendar, today: string, setting: (name: string) => number): Thresholds {
  return {
    apologyUntil: calendar.addWorkingDays(today, Math.max(1, setting('apology-working-days-before'))),
    leaderUntil: workingDaysBack(calendar, today, setting('late-to-leader-working-days')),
    superiorUntil: workingDaysBack(calendar, today, setting('late-to-superior-working-days')),
  };
}

const refusal = (code: string, vi: string, en: string): Refusal => ({ code, field: 'promisedOn', message: { vi, en } });

/** Why a new date may not be promised. `most`: working days after the term that a dated rule allows. */
export function refusePromise(
  calendar: WorkingCalendar,
  record: { readonly dueOn: string | null; readonly promisedOn: string | null; readonly endedAt: Date | null },
  date: string,
  today: string,
  most: number,
): Refusal[] {
  if (record.promisedOn)
    return [
      refusal(
        'promised-before',
        'Hồ sơ này đã hẹn lại một lần; không hẹn lại lần nữa.',
        'A new date was promised before; it is promised only once.',
      ),
    ];
  if (!record.dueOn || record.endedAt)
    return [refusal('no-term-runs', 'Đồng hồ của hồ sơ này không chạy nên không có ngày nào để hẹn lại.', 'No term runs in this case.')];
  const from = record.dueOn < today ? today : record.dueOn;
  if (date <= from)
    return [
      refusal('too-early', 'Ngày hẹn lại phải sau hạn cũ và sau hôm nay.', 'The new date must lie after the old one and after today.'),
    ];
  if (!calendar.isWorkingDay(date))
    return [refusal('day-of-rest', 'Ngày hẹn lại phải là ngày làm việc.', 'The new date must be a working day.')];
  if (calendar.workingDaysBetween(from, date) > most)
    return [
      refusal(
        'too-late',
        `Ngày hẹn lại không được quá ${most} ngày làm việc sau hạn cũ.`,
        `The new date may be at most ${most} working days later.`,
      ),
    ];
  return [];
}
