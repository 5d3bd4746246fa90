import type { Text } from '#kernel/i18n.ts';
import { Problem, type Refusal, refused } from '#kernel/problem.ts';

/** 409: somebody else has worked on the incoming document since this page was opened. */
export function staleIncoming(which?: string): Problem {
  const what = which === undefined ? { vi: 'Văn bản', en: 'The document' } : { vi: `Văn bản ${which}`, en: `Document ${which}` };
  return new Problem({
    slug: 'stale-incoming',
    status: 409,
    title: { vi: 'Văn bản đã được người khác xử lý', en: 'Somebody else has worked on this document' },
    detail: {
      vi: `${what} đã được người khác xử lý sau khi bạn mở trang. Chưa có gì thay đổi từ thao tác này; hãy tải lại trang để xem tình trạng mới nhất rồi làm lại.`,
      en: `${what} was worked on by somebody else after you opened the page. Nothing was changed now; reload the page to see how it stands, then try again.`,
    },
  });
}

/** 409: the message id was used before with other content; the attempt has been recorded. */
export function messageConflict(messageId: string): Problem {
  return new Problem({
    slug: 'message-conflict',
    status: 409,
    title: { vi: 'Mã văn bản đã dùng cho nội dung khác', en: 'The message id was used for other content' },
    detail: {
      vi: `Cơ quan này đã gửi một gói tin mang mã “${messageId}” với nội dung khác. Gói tin mới bị từ chối và việc này đã được ghi lại. Nếu cần sửa, hãy gửi gói tin cập nhật, thay thế hoặc thu hồi.`,
      en: `This agency has already sent a packet with the id “${messageId}” and other content. The new packet is refused and this has been recorded. To correct it, send an update, replacement or revocation.`,
    },
  });
}

/** 409 with one reason. */
export function refusedBecause(code: string, message: Text, field?: string): Problem {
  const refusal: Refusal = field === undefined ? { code, message } : { code, message, field };
  return refused([refusal]);
}
