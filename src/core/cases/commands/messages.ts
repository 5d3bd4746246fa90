import type { Refusal } from '#kernel/problem.ts';

const refusal = (code: string, vi: string, en: string): Refusal => ({ code, message: { vi, en } });

/** Why a step may not be taken. */
export const refusals = {
  'no-such-step': refusal(
    'no-such-step',
    'Hồ sơ đã sang bước khác nên không làm việc này được nữa. Hãy tải lại trang.',
    'The case has moved on, so this can no longer be done. Reload the page.',
  ),
  'not-yours': refusal('not-yours', 'Bước này thuộc người khác thực hiện.', 'This step is for somebody else to take.'),
  'not-now': refusal('not-now', 'Chưa đủ điều kiện để làm bước này.', 'The conditions of this step are not met yet.'),
  reason: refusal('reason', 'Hãy ghi lý do để người nộp hiểu phải làm gì.', 'Write the reason, so that the applicant knows what to do.'),
  marks: refusal('marks', 'Hãy đánh dấu ít nhất một mục cần bổ sung.', 'Mark at least one thing that must be supplied.'),
  ground: refusal('ground', 'Hãy chọn căn cứ pháp lý của việc từ chối.', 'Choose the legal ground of the refusal.'),
} as const;
