import { sentence, Type } from '#kernel/schema.ts';

const id = Type.String({ format: 'uuid', ...sentence('Địa chỉ không đúng.', 'The address is not right.') });

export const AskAboutLook = Type.Object({
  lookId: id,
  words: Type.String({
    minLength: 5,
    maxLength: 2_000,
    pattern: '\\S',
    ...sentence('Hãy viết điều bạn muốn hỏi, từ 5 đến 2.000 ký tự.', 'Write what you want to ask, 5 to 2,000 characters.'),
  }),
});

export const AnswerQuestion = Type.Object({
  id,
  answer: Type.String({
    minLength: 10,
    maxLength: 4_000,
    pattern: '\\S',
    ...sentence('Hãy trả lời thành câu, từ 10 đến 4.000 ký tự.', 'Answer in a sentence, 10 to 4,000 characters.'),
  }),
});

export const AskCorrection = Type.Object({
  factId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  words: Type.String({
    minLength: 10,
    maxLength: 2_000,
    pattern: '\\S',
    ...sentence('Hãy viết nội dung đúng và vì sao, từ 10 đến 2.000 ký tự.', 'Write what is right and why, 10 to 2,000 characters.'),
  }),
});

export const ProposeCorrection = Type.Object({
  id,
  decision: Type.String({ pattern: '^(correct|refuse)$', ...sentence('Hãy chọn: sửa hay không sửa.', 'Choose: correct it or not.') }),
  reason: Type.String({
    minLength: 10,
    maxLength: 4_000,
    pattern: '\\S',
    ...sentence('Hãy viết lý do thành câu, từ 10 đến 4.000 ký tự.', 'Write the reason in a sentence, 10 to 4,000 characters.'),
  }),
  /** Fields of the value as typed: `value`, or `value.<part>`. */
  typed: Type.Record(Type.String(), Type.String({ maxLength: 2_000 })),
});

export const ConfirmCorrection = Type.Object({
  id,
  answer: Type.String({ pattern: '^(confirm|return)$', ...sentence('Hãy chọn: xác nhận hay trả lại.', 'Choose: confirm or return.') }),
});

export const LookOutside = Type.Object({
  register: Type.String({ pattern: '^[a-z][a-z-]{1,40}$', ...sentence('Hãy chọn cơ sở dữ liệu.', 'Choose a register.') }),
  number: Type.String({
    pattern: '^\\s*\\d{10,13}\\s*$',
    ...sentence(
      'Hãy ghi số định danh (12 chữ số) hoặc mã số tổ chức.',
      'Write the personal number (12 digits) or the organisation’s code.',
    ),
  }),
  attributes: Type.Array(Type.String({ pattern: '^[a-z][A-Za-z]{1,40}$' }), {
    minItems: 1,
    maxItems: 40,
    ...sentence('Hãy chọn ít nhất một mục cần xem.', 'Choose at least one item.'),
  }),
  reason: Type.String({
    minLength: 10,
    maxLength: 300,
    pattern: '\\S',
    ...sentence(
      'Hãy viết lý do, từ 10 đến 300 ký tự. Người được xem sẽ đọc câu này.',
      'Write the reason, 10 to 300 characters. Whom it is about will read it.',
    ),
  }),
  basis: Type.String({
    minLength: 5,
    maxLength: 300,
    pattern: '\\S',
    ...sentence('Hãy ghi căn cứ: luật, điều khoản.', 'Name the law with its article.'),
  }),
});
