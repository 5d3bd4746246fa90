import { sentence, type Static, Type } from '#kernel/schema.ts';

const DATE = '^\\d{4}-\\d{2}-\\d{2}$';
const optional = (max: number, vi: string, en: string) => Type.Optional(Type.String({ maxLength: max, ...sentence(vi, en) }));

/** The form of a draft. Lengths follow Annex VI of Decree 30/2020 where it sets them. */
export const DraftForm = Type.Object({
  kind: Type.String({ minLength: 2, maxLength: 40, ...sentence('Hãy chọn loại văn bản.', 'Choose the kind of document.') }),
  abstract: Type.String({
    minLength: 1,
    maxLength: 500,
    ...sentence('Hãy ghi trích yếu, không quá 500 ký tự.', 'Write the abstract, at most 500 characters.'),
  }),
  markdown: Type.String({ default: '', maxLength: 1_000_000, ...sentence('Nội dung quá dài.', 'The text is too long.') }),
  notation: optional(30, 'Ký hiệu không quá 30 ký tự.', 'The notation has at most 30 characters.'),
  unit: optional(20, 'Chữ viết tắt đơn vị soạn thảo không quá 20 ký tự.', 'The drafting unit’s abbreviation has at most 20 characters.'),
  normative: Type.Boolean({ default: false, ...sentence('Giá trị chưa đúng.', 'The value is not valid.') }),
  place: optional(100, 'Địa danh không quá 100 ký tự.', 'The place has at most 100 characters.'),
  field: optional(200, 'Lĩnh vực không quá 200 ký tự.', 'The field has at most 200 characters.'),
  urgency: Type.Integer({ default: 0, minimum: 0, maximum: 3, ...sentence('Hãy chọn độ khẩn.', 'Choose the urgency.') }),
  secrecy: Type.String({ default: 'none', maxLength: 20, ...sentence('Hãy chọn độ mật.', 'Choose the secrecy.') }),
  addressees: Type.String({ default: '', maxLength: 5_000, ...sentence('Phần Kính gửi quá dài.', 'The addressees are too long.') }),
  recipients: Type.String({ default: '', maxLength: 20_000, ...sentence('Phần Nơi nhận quá dài.', 'The list of recipients is too long.') }),
  signerCompetence: optional(100, 'Thẩm quyền ký không quá 100 ký tự.', 'The competence has at most 100 characters.'),
  signerPosition: optional(100, 'Chức vụ không quá 100 ký tự.', 'The position has at most 100 characters.'),
  effectiveFrom: Type.Optional(
    Type.Union(
      [Type.Literal(''), Type.String({ pattern: DATE })],
      sentence('Ngày có hiệu lực chưa đúng.', 'The effective date is not valid.'),
    ),
  ),
  publish: Type.Boolean({ default: false, ...sentence('Giá trị chưa đúng.', 'The value is not valid.') }),
  answers: Type.Optional(Type.String({ maxLength: 36 })),
});
export type DraftForm = Static<typeof DraftForm>;

const version = Type.Integer({ minimum: 1, ...sentence('Hãy tải lại trang rồi làm lại.', 'Reload the page, then do it again.') });
const id = Type.String({
  minLength: 36,
  maxLength: 36,
  ...sentence('Địa chỉ văn bản không đúng.', 'The document’s address is not valid.'),
});

export const DraftEdit = Type.Object({ ...DraftForm.properties, id, version });

export const DraftRef = Type.Object({ id, version });

export const DraftReturn = Type.Object({
  id,
  version,
  reason: Type.String({
    minLength: 1,
    maxLength: 1_000,
    ...sentence('Hãy ghi lý do trả lại, không quá 1.000 ký tự.', 'Write the reason, at most 1,000 characters.'),
  }),
});

export const DraftUpload = Type.Object({
  id,
  version,
  name: Type.String({ minLength: 1, maxLength: 255, ...sentence('Tệp chưa có tên.', 'The file has no name.') }),
  /** The stored file; the route puts the bytes away first. */
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$', ...sentence('Hãy chọn một tệp, tối đa 50 MB.', 'Choose a file of at most 50 MB.') }),
  use: Type.Union(
    [Type.Literal('attach'), Type.Literal('wording'), Type.Literal('keep')],
    sentence('Hãy chọn cách dùng tệp.', 'Choose what the file is for.'),
  ),
});

export const IssuedRecall = Type.Object({
  id,
  reason: Type.String({
    minLength: 1,
    maxLength: 1_000,
    ...sentence('Hãy ghi lý do thu hồi, không quá 1.000 ký tự.', 'Write the reason, at most 1,000 characters.'),
  }),
});
