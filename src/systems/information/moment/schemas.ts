import { sentence, Type } from '#kernel/schema.ts';

const id = Type.String({ minLength: 36, maxLength: 36, ...sentence('Địa chỉ bản tin không đúng.', 'The release’s address is not valid.') });
const version = Type.Integer({ minimum: 1, ...sentence('Hãy tải lại trang rồi làm lại.', 'Reload the page, then do it again.') });

export const MomentProposal = Type.Object({
  id,
  version,
  date: Type.String({ default: '', maxLength: 10, ...sentence('Ngày công bố chưa đúng.', 'The date is not valid.') }),
  time: Type.String({ default: '', maxLength: 5, ...sentence('Giờ công bố chưa đúng.', 'The time is not valid.') }),
  reason: Type.String({
    minLength: 1,
    maxLength: 1_000,
    ...sentence('Hãy ghi lý do, không quá 1.000 ký tự.', 'Write the reason, at most 1,000 characters.'),
  }),
});

export const MomentDecision = Type.Object({
  id,
  version,
  proposal: Type.String({ minLength: 36, maxLength: 36 }),
  agree: Type.Boolean(sentence('Hãy chọn đồng ý hoặc không.', 'Choose yes or no.')),
});
