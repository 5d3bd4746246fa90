import { sentence, type Static, Type } from '#kernel/schema.ts';

const id = Type.String({ format: 'uuid', ...sentence('Địa chỉ không đúng.', 'The address is not valid.') });
const short = (vi: string, en: string, maxLength = 200) => Type.String({ minLength: 1, maxLength, ...sentence(vi, en) });
const optional = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

export const NewCopy = Type.Object({
  form: Type.Union(
    [Type.Literal('certified'), Type.Literal('second'), Type.Literal('extract')],
    sentence('Hãy chọn hình thức sao.', 'Choose the form of copy.'),
  ),
  /** The document it is copied from; absent: a paper that was scanned. */
  documentId: Type.Optional(id),
  /** Of the scan. */
  file: Type.Optional(Type.Object({ name: Type.String({ maxLength: 300 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) })),
  /** What the paper is, in words as printed. */
  title: optional(500),
  paper: Type.Optional(
    Type.Union([Type.Literal('original'), Type.Literal('certified')], sentence('Hãy chọn bản giấy là gì.', 'Say what the paper is.')),
  ),
  /** The clerk's word that a scan holds no State secret: nobody can read it in a picture. */
  open: Type.Optional(Type.Boolean()),
  pages: optional(200),
  place: short('Hãy ghi địa danh.', 'Give the place.', 100),
  recipients: Type.String({ maxLength: 20_000, default: '' }),
  signerId: short('Hãy chọn người ký bản sao.', 'Choose who signs the copy.', 36),
  signerCompetence: optional(200),
  signerPosition: short('Hãy ghi chức vụ của người ký.', 'Give the signer’s position.'),
});
export type NewCopy = Static<typeof NewCopy>;

export const CopyStep = Type.Object({ id, version: Type.Integer({ minimum: 1 }) });

export const DropCopy = Type.Object({
  id,
  version: Type.Integer({ minimum: 1 }),
  reason: short('Hãy ghi lý do, không quá 1.000 ký tự.', 'Give the reason in at most 1,000 characters.', 1_000),
});

export const TakeCopyWord = Type.Object({
  id,
  authorisationId: id,
  authenticationId: Type.String({ maxLength: 64 }),
  token: Type.String({ maxLength: 100 }),
});
