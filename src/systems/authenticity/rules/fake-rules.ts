import type { Refusal } from '#kernel/problem.ts';
import { isDate } from '#kernel/time.ts';

export const caseStates = [
  'received',
  'triaged',
  'confirmed_fake',
  'authentic',
  'parody',
  'unclear',
  'referred',
  'removed',
  'persists',
] as const;
export type CaseState = (typeof caseStates)[number];

/** What may follow what. */
export const nextStates: Readonly<Record<CaseState, readonly CaseState[]>> = {
  received: ['triaged'],
  triaged: ['confirmed_fake', 'authentic', 'parody', 'unclear'],
  unclear: ['confirmed_fake', 'authentic', 'parody'],
  confirmed_fake: ['referred', 'removed', 'authentic'],
  referred: ['removed', 'persists', 'referred'],
  persists: ['referred', 'removed'],
  removed: ['persists'],
  authentic: ['triaged'],
  parody: ['triaged'],
};

/** Verdicts, which name somebody in public: they need the right to judge. The others are the desk's daily work. */
export const verdicts = ['confirmed_fake', 'authentic', 'parody'] as const;
export const deskSteps = ['triaged', 'unclear', 'referred', 'removed', 'persists'] as const;

/** States in which a case is on the public list. */
export const publicStates = ['confirmed_fake', 'referred', 'removed', 'persists'] as const;

export function onPublicList(state: CaseState): boolean {
  return (publicStates as readonly string[]).includes(state);
}

/** Why a step may not be taken. */
export function stepRefusals(one: { state: CaseState; version: number }, to: CaseState, seen: number): Refusal[] {
  if (one.version !== seen) {
    const message = {
      vi: 'Hồ sơ này vừa được người khác sửa. Hãy tải lại trang.',
      en: 'Someone else has just changed this case. Reload the page.',
    };
    return [{ code: 'stale', message }];
  }
  if (nextStates[one.state].includes(to)) return [];
  return [{ code: 'not-next', message: { vi: 'Hồ sơ chưa ở bước cho phép việc này.', en: 'The case is not at a step that allows this.' } }];
}

/** Who looked at a page does not also name it false in public. */
export function secondPersonRefusals(one: { lookedBy: string | null }, to: CaseState, by: string): Refusal[] {
  if (to !== 'confirmed_fake' || one.lookedBy !== by) return [];
  const message = {
    vi: 'Người đã xem xét trang không được tự kết luận là giả mạo; cần người thứ hai.',
    en: 'Whoever looked at the page may not also judge it false; a second person is needed.',
  };
  return [{ code: 'second-person', message }];
}

/** Why a day on which something is said to have happened cannot be: `since` and `today` are its bounds, both included. */
export function dayRefusals(day: string | undefined, field: string, since: string | undefined, today: string): Refusal[] {
  if (!day) return [];
  if (isDate(day) && day <= today && (since === undefined || day >= since)) return [];
  const message =
    since !== undefined && day < since
      ? { vi: 'Ngày này trước ngày kết luận là giả mạo.', en: 'This day is before the page was judged to be false.' }
      : { vi: 'Hãy ghi một ngày đã qua hoặc hôm nay.', en: 'Write a day that has come.' };
  return [{ code: 'no-such-day', message, field }];
}
