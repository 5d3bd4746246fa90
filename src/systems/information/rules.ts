import type { Refusal } from '#kernel/problem.ts';

export interface NoticeState {
  readonly state: string;
  readonly version: number;
}

/** Why a notice may not be withdrawn; empty when it may. */
export function withdrawalRefusals(notice: NoticeState, seenVersion: number): Refusal[] {
  if (notice.state === 'withdrawn') {
    return [{ code: 'already-withdrawn', message: { vi: 'Tin này đã được gỡ.', en: 'This notice is already withdrawn.' } }];
  }
  if (notice.version !== seenVersion) {
    return [
      {
        code: 'stale',
        message: {
          vi: 'Tin này vừa được người khác sửa. Hãy tải lại trang.',
          en: 'Someone else has just changed this notice. Reload the page.',
        },
      },
    ];
  }
  return [];
}
