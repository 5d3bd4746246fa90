import { sentence, type Static, Type } from '#kernel/schema.ts';

const optionalText = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]));
const Id = Type.String({ format: 'uuid' });

/** One document of a corpus, judged and ready. */
export const ImportDocument = Type.Object({
  runId: Id,
  runName: Type.String({ minLength: 1, maxLength: 200 }),
  line: Type.Integer({ minimum: 1 }),
  name: Type.String({ minLength: 1, maxLength: 300 }),
  contentHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  given: Type.Object({
    numberNotation: optionalText(500),
    issuerName: optionalText(2_000),
    place: optionalText(2_000),
    issuedOn: optionalText(40),
    titles: Type.Optional(Type.Array(Type.String({ maxLength: 20_000 }), { maxItems: 200 })),
  }),
  text: Type.String({ minLength: 1, maxLength: 16_000_000 }),
  markdown: Type.String({ maxLength: 16_000_000 }),
  visibility: Type.Union([Type.Literal('public'), Type.Literal('internal')]),
  notes: Type.Optional(
    Type.Array(
      Type.Object({
        field: Type.Literal('text'),
        code: Type.Union([Type.Literal('pages-without-text'), Type.Literal('cut')]),
        given: Type.Union([Type.String({ maxLength: 20_000 }), Type.Null()]),
        suggested: Type.Null(),
      }),
      { maxItems: 2 },
    ),
  ),
  file: Type.Optional(
    Type.Object({
      name: Type.String({ maxLength: 300 }),
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      size: Type.Integer({ minimum: 1 }),
    }),
  ),
});
export type ImportDocument = Static<typeof ImportDocument>;

/** What an editor puts right. An empty field means: not known. */
export const CorrectMetadata = Type.Object({
  id: Id,
  version: Type.Integer({ minimum: 1, ...sentence('Trang đã cũ; hãy tải lại.', 'The page is stale; reload it.') }),
  numberNotation: Type.String({
    maxLength: 100,
    default: '',
    ...sentence('Số/ký hiệu dài quá 100 ký tự.', 'The number is longer than 100 characters.'),
  }),
  kind: Type.String({ minLength: 1, ...sentence('Hãy chọn loại văn bản.', 'Choose the kind of document.') }),
  issuerName: Type.String({ minLength: 3, maxLength: 300, ...sentence('Hãy ghi tên cơ quan ban hành.', 'Write the name of the issuer.') }),
  issuedOn: Type.String({
    pattern: '^(\\d{4}-\\d{2}-\\d{2})?$',
    default: '',
    ...sentence('Ngày ban hành phải là một ngày có thật, dạng năm-tháng-ngày.', 'The date of issue must be a real date, year-month-day.'),
  }),
  place: Type.String({
    maxLength: 100,
    default: '',
    ...sentence('Địa danh dài quá 100 ký tự.', 'The place is longer than 100 characters.'),
  }),
  abstract: Type.String({
    minLength: 5,
    maxLength: 2_000,
    ...sentence('Hãy ghi trích yếu, 5 đến 2.000 ký tự.', 'Write the abstract, 5 to 2,000 characters.'),
  }),
  field: Type.String({
    maxLength: 100,
    default: '',
    ...sentence('Lĩnh vực dài quá 100 ký tự.', 'The field is longer than 100 characters.'),
  }),
  reason: Type.String({ minLength: 3, maxLength: 500, ...sentence('Hãy ghi lý do sửa.', 'Say why it is corrected.') }),
});

export const PublishDocument = Type.Object({ id: Id });
