import { sentence, Type } from '#kernel/schema.ts';

export const Id = Type.String({
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  ...sentence('Mã không đúng dạng.', 'The id is not well formed.'),
});

export const Version = Type.Integer({
  minimum: 1,
  ...sentence('Thiếu phiên bản của trang; hãy tải lại trang.', 'The page’s version is missing; reload it.'),
});

/** The reason of a refusal, at most 1,000 characters, as status 02 carries it. */
export const Reason = Type.String({
  minLength: 1,
  maxLength: 1_000,
  pattern: '\\S',
  ...sentence('Hãy ghi lý do (tối đa 1.000 ký tự).', 'State the reason (1,000 characters at most).'),
});

export const Note = Type.Optional(
  Type.String({ maxLength: 1_000, ...sentence('Ghi chú tối đa 1.000 ký tự.', 'A note has 1,000 characters at most.') }),
);

/** `yyyy-mm-dd`; a form that leaves it empty sends an empty string. */
export const OptionalDate = Type.Optional(
  Type.String({
    pattern: '^(\\d{4}-\\d{2}-\\d{2})?$',
    ...sentence('Ngày chưa đúng; ví dụ 2026-11-30.', 'The date is not right; for example 2026-11-30.'),
  }),
);

/** Books of incoming documents; each counts from 1 every year. */
export const books = ['chung', 'quy-pham', 'giay-moi', 'don-thu'] as const;
export const Book = Type.Union(
  books.map((book) => Type.Literal(book)),
  { default: 'chung', ...sentence('Hãy chọn sổ văn bản đến.', 'Choose the book of incoming documents.') },
);
