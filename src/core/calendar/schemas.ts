import { sentence, Type } from '#kernel/schema.ts';

export const DayProposal = Type.Object({
  date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', ...sentence('Hãy ghi ngày.', 'Write the day.') }),
  kind: Type.String({
    pattern: '^(off|work|usual)$',
    ...sentence('Hãy chọn: nghỉ, làm việc hay như thường.', 'Choose: off, worked, or as usual.'),
  }),
  titleVi: Type.String({
    minLength: 1,
    maxLength: 120,
    ...sentence('Hãy ghi tên ngày, không quá 120 ký tự.', 'Name the day in at most 120 characters.'),
  }),
  titleEn: Type.String({ minLength: 1, maxLength: 120, ...sentence('Hãy ghi tên tiếng Anh.', 'Name it in English.') }),
  basis: Type.String({
    minLength: 1,
    maxLength: 300,
    ...sentence('Hãy ghi căn cứ: số, ngày của thông báo hoặc luật.', 'Name the notice or law with its number and date.'),
  }),
});

export const DayRef = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }) });
