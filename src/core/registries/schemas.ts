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
