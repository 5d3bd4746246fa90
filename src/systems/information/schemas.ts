import { sentence, type Static, Type } from '#kernel/schema.ts';

export const NewNotice = Type.Object({
  title: Type.String({
    minLength: 1,
    maxLength: 200,
    ...sentence('Hãy ghi tiêu đề, không quá 200 ký tự.', 'Write a title of at most 200 characters.'),
  }),
  body: Type.String({
    minLength: 1,
    maxLength: 5000,
    ...sentence('Hãy ghi nội dung, không quá 5.000 ký tự.', 'Write a text of at most 5,000 characters.'),
  }),
});
export type NewNotice = Static<typeof NewNotice>;

export const NoticeRef = Type.Object({
  id: Type.String({ format: 'uuid', ...sentence('Địa chỉ của tin không đúng.', 'The notice’s address is not valid.') }),
  version: Type.Integer({ minimum: 1, ...sentence('Hãy tải lại trang.', 'Reload the page.') }),
});
