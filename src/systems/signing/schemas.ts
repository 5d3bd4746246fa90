import { sentence, type Static, Type } from '#kernel/schema.ts';

const id = Type.String({ format: 'uuid', ...sentence('Địa chỉ không đúng.', 'The address is not valid.') });
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', ...sentence('Mã băm không đúng.', 'The hash is not valid.') });

export const NewFile = Type.Object({ name: Type.String({ minLength: 1, maxLength: 300 }), sha256: Sha256 });

const files = Type.Array(NewFile, {
  minItems: 1,
  maxItems: 500,
  ...sentence('Hãy chọn từ 1 đến 500 tệp.', 'Choose 1 to 500 files.'),
});

export const NewBatch = Type.Object({
  title: Type.String({
    minLength: 1,
    maxLength: 200,
    ...sentence('Hãy ghi tên danh sách, không quá 200 ký tự.', 'Name the list in at most 200 characters.'),
  }),
  step: Type.Union([Type.Literal('personal'), Type.Literal('seal')], sentence('Hãy chọn loại chữ ký.', 'Choose the kind of signature.')),
  signerId: Type.Optional(Type.String({ maxLength: 36 })),
  level: Type.Union(
    [Type.Literal('B-T'), Type.Literal('B-LT'), Type.Literal('B-LTA')],
    sentence('Hãy chọn mức chữ ký.', 'Choose the level of the signature.'),
  ),
  shown: Type.Optional(Type.Boolean()),
  files,
});
export type NewBatch = Static<typeof NewBatch>;

export const MoreFiles = Type.Object({ id, files });
export const BatchRef = Type.Object({ id });
export const ItemRef = Type.Object({ id, itemId: id });

/** The list that the signer saw: its root as shown on the page. */
export const OpenAuthorisation = Type.Object({ id, root: Sha256 });

export const TakeAuthorisation = Type.Object({
  id,
  authorisationId: id,
  authenticationId: Type.String({ maxLength: 64 }),
  token: Type.String({ maxLength: 100 }),
});

export const SignItem = Type.Object({ authorisationId: id, itemId: id });
