import { sentence, Type } from '#kernel/schema.ts';

const Id = Type.String({ minLength: 36, maxLength: 36 });

export const StartApplication = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 40 }),
  /** Id of the mandate by which it is asked for somebody else; empty: for oneself. */
  mandateId: Type.String({ maxLength: 36, default: '' }),
  agreed: Type.Literal('yes', {
    ...sentence('Hãy đánh dấu đồng ý để Cổng lấy giúp thông tin Nhà nước đã có.', 'Tick to let us fetch what the State already knows.'),
  }),
});

export const SavePage = Type.Object({
  draftId: Id,
  page: Type.String({ maxLength: 60 }),
  version: Type.Integer({ minimum: 1 }),
  /** As the form sent it: names to texts. Read by the procedure's own definition. */
  values: Type.Record(Type.String({ maxLength: 200 }), Type.Unknown()),
});

export const AddPaper = Type.Object({
  draftId: Id,
  key: Type.String({ maxLength: 60 }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});

export const RemovePaper = Type.Object({
  draftId: Id,
  key: Type.String({ maxLength: 60 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});

export const SubmitApplication = Type.Object({
  draftId: Id,
  version: Type.Integer({ minimum: 1 }),
  sworn: Type.Literal('yes', {
    ...sentence('Hãy đánh dấu cam đoan lời khai là đúng.', 'Tick to declare that what you say is true.'),
  }),
});

export const DropDraft = Type.Object({ draftId: Id });

/** What was marked, supplied: answers as the form sent them, and files that were stored. */
export const Resupply = Type.Object({
  caseId: Id,
  version: Type.Integer({ minimum: 1 }),
  values: Type.Record(Type.String({ maxLength: 200 }), Type.Unknown()),
  papers: Type.Array(
    Type.Object({
      key: Type.String({ maxLength: 60 }),
      name: Type.String({ minLength: 1, maxLength: 200 }),
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    }),
    { maxItems: 40 },
  ),
});
