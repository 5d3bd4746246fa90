import type { Text } from '#kernel/i18n.ts';

const text = (vi: string, en: string): Text => ({ vi, en });

/** What the applicant is told at a step, by the name that charts give it: a subject and one sentence. */
export const words: Readonly<Record<string, { readonly subject: Text; readonly says: Text }>> = {
  submitted: {
    subject: text('Đã nhận hồ sơ của bạn', 'Your application has come in'),
    says: text('Bộ phận Một cửa sẽ kiểm tra và báo lại.', 'The one-stop desk will look at it and tell you.'),
  },
  accepted: {
    subject: text('Hồ sơ đã được tiếp nhận', 'Your case was accepted'),
    says: text(
      'Thời hạn giải quyết bắt đầu tính. Ngày hẹn ghi trên trang hồ sơ.',
      'The term runs. The date of the result is on the page of the case.',
    ),
  },
  'supplement-asked': {
    subject: text('Hồ sơ cần bổ sung', 'Something must be supplied'),
    says: text(
      'Mở trang hồ sơ, bổ sung đúng các mục được đánh dấu. Đồng hồ dừng trong lúc chờ.',
      'Open the case and supply exactly what is marked. The clock stands still meanwhile.',
    ),
  },
  'supplement-given': {
    subject: text('Đã nhận phần bổ sung', 'Your supplement has come in'),
    says: text('Cơ quan giải quyết tiếp hồ sơ của bạn.', 'The agency goes on with your case.'),
  },
  'payment-asked': {
    subject: text('Hồ sơ cần nộp phí hoặc nghĩa vụ tài chính', 'A payment is due'),
    says: text('Số tiền và cách nộp ghi trên trang hồ sơ.', 'Amount and ways to pay are on the page of the case.'),
  },
  apologised: {
    subject: text('Xin lỗi bạn: hẹn lại ngày trả kết quả', 'We apologise: a new date for your result'),
    says: text('Ngày hẹn mới và phiếu xin lỗi có ở trang hồ sơ.', 'The new date and the letter of apology are on the page of the case.'),
  },
  approved: {
    subject: text('Hồ sơ đã được ký duyệt', 'Your case was approved'),
    says: text('Các cơ quan liên thông đang giải quyết tiếp.', 'Linked agencies go on with it.'),
  },
  done: {
    subject: text('Đã có kết quả', 'Your result is ready'),
    says: text('Tải kết quả đã ký số ở trang hồ sơ.', 'Download the signed result from the page of the case.'),
  },
  'not-accepted': {
    subject: text('Hồ sơ không được tiếp nhận', 'Your application was not accepted'),
    says: text('Lý do và căn cứ ghi trên trang hồ sơ.', 'Reason and law are on the page of the case.'),
  },
  refused: {
    subject: text('Cơ quan từ chối giải quyết', 'The agency refused'),
    says: text(
      'Lý do, căn cứ và quyền khiếu nại ghi trên trang hồ sơ.',
      'Reason, law and your right to complain are on the page of the case.',
    ),
  },
  withdrawn: {
    subject: text('Bạn đã rút hồ sơ', 'You withdrew the case'),
    says: text('Hồ sơ không được giải quyết nữa.', 'Nothing more will be done.'),
  },
  stopped: {
    subject: text('Hồ sơ đã dừng xử lý', 'The case was stopped'),
    says: text('Bạn có thể nộp hồ sơ mới bất cứ lúc nào.', 'You may submit a new one at any time.'),
  },
};
