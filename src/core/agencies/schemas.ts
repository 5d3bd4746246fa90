import { sentence, Type } from '#kernel/schema.ts';

export const AgencyRef = Type.String({
  pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
  ...sentence('Hãy chọn một cơ quan trong danh bạ.', 'Choose an agency of the address book.'),
});

export const Day = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  ...sentence('Hãy ghi ngày, tháng, năm.', 'Write day, month and year.'),
});

export const AgencyName = Type.String({
  minLength: 3,
  maxLength: 200,
  ...sentence('Hãy ghi tên cơ quan, từ 3 đến 200 ký tự.', 'Write the agency’s name, 3 to 200 characters.'),
});

export const ShortName = Type.String({
  maxLength: 30,
  ...sentence('Tên viết tắt dài nhất 30 ký tự.', 'The abbreviation is at most 30 characters.'),
});

/** The decision, decree or resolution behind a change. */
export const Basis = Type.String({
  minLength: 3,
  maxLength: 200,
  ...sentence('Hãy ghi số, ký hiệu văn bản làm căn cứ.', 'Write the number of the decision behind this.'),
});
