import { defineMessages } from '#kernel/i18n.ts';
import type { Refusal } from '#kernel/problem.ts';

const refusal = (code: string, vi: string, en: string): Refusal => ({ code, message: { vi, en } });

export const refusals = {
  notEnded: refusal(
    'case-not-ended',
    'Hồ sơ chưa kết thúc; hãy đánh giá sau khi có kết quả.',
    'The case has not ended yet; rate it when there is an answer.',
  ),
  ratedLongAgo: refusal(
    'rated-long-ago',
    'Đã hết thời gian được sửa đánh giá này.',
    'The time in which this rating could be changed is over.',
  ),
} as const;

export const ratingMessages = defineMessages({
  vi: {
    title: 'Đánh giá của bạn',
    lead: 'Điểm được tính vào chỉ số phục vụ của cơ quan mà không kèm tên hay mã hồ sơ của bạn.',
    give: 'Gửi đánh giá',
    change: 'Sửa đánh giá',
    handling: 'Tiếp nhận và giải quyết',
    duration: 'Thời gian giải quyết',
    attitude: 'Thái độ phục vụ',
    words: 'Góp ý thêm',
    wordsHint: 'Cơ quan đọc được góp ý, không thấy ai viết. Đừng ghi thông tin cá nhân.',
    marks: ['1 – Rất không hài lòng', '2 – Không hài lòng', '3 – Bình thường', '4 – Hài lòng', '5 – Rất hài lòng'] as readonly string[],
    thanks: 'Cảm ơn bạn đã đánh giá.',
    until: 'Có thể sửa đến',
  },
  en: {
    title: 'Your rating',
    lead: 'The marks count in the agency’s service index without your name or the code of your dossier.',
    give: 'Send the rating',
    change: 'Change the rating',
    handling: 'Reception and handling',
    duration: 'Time it took',
    attitude: 'Manner of service',
    words: 'Anything else',
    wordsHint: 'The agency reads this but does not see who wrote it. Do not write personal details.',
    marks: ['1 – Very dissatisfied', '2 – Dissatisfied', '3 – Neither', '4 – Satisfied', '5 – Very satisfied'],
    thanks: 'Thank you for rating.',
    until: 'Can be changed until',
  },
});
