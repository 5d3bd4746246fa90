import { sentence, Type } from '#kernel/schema.ts';

const DATE = '^\\d{4}-\\d{2}-\\d{2}$';
const items = (vi: string, en: string) => Type.String({ minLength: 1, maxLength: 4_000, ...sentence(vi, en) });

export const TermsProposal = Type.Object({
  itemsVi: items('Hãy ghi các điều kiện, mỗi dòng một điều.', 'Write the terms, one a line.'),
  itemsEn: items('Hãy ghi bản tiếng Anh, mỗi dòng một điều.', 'Write them in English, one a line.'),
  validFrom: Type.String({ pattern: DATE, ...sentence('Hãy ghi ngày bắt đầu áp dụng.', 'Write the day from which they hold.') }),
  source: Type.String({
    minLength: 1,
    maxLength: 300,
    ...sentence('Hãy ghi căn cứ: quyết định, quy chế nào.', 'Name the decision or rule they come from.'),
  }),
});

export const TermsRef = Type.Object({ version: Type.Integer({ minimum: 1 }) });
