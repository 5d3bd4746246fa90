import { sentence, Type } from '#kernel/schema.ts';

const Id = Type.String({ minLength: 36, maxLength: 36 });

/** Whom the counter receives from, as the card says it, and what for. */
export const BeginReception = Type.Object({
  agencyId: Id,
  code: Type.String({ minLength: 1, maxLength: 40, ...sentence('Hãy chọn thủ tục.', 'Choose the procedure.') }),
  personalNumber: Type.String({
    pattern: '^\\d{12}$',
    ...sentence('Số định danh cá nhân gồm 12 chữ số.', 'A personal number has 12 digits.'),
  }),
  fullName: Type.String({ minLength: 2, maxLength: 120, ...sentence('Hãy ghi họ tên như trên thẻ.', 'Write the name as on the card.') }),
  birthDate: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', ...sentence('Hãy ghi ngày sinh.', 'Write the date of birth.') }),
  /** Name of the person or organisation by whose mandate the applicant asks; empty: for oneself. */
  behalf: Type.String({ maxLength: 200, default: '' }),
});

/** The one page of the counter, saved or received. */
export const ReceiveCase = Type.Object({
  agencyId: Id,
  draftId: Id,
  version: Type.Integer({ minimum: 1 }),
  /** False: only saved. */
  accept: Type.Boolean(),
  /** Whether the applicant has read what was typed. */
  confirmed: Type.Boolean(),
  values: Type.Record(Type.String({ maxLength: 200 }), Type.Unknown()),
  /** Files that were stored. */
  papers: Type.Array(
    Type.Object({
      key: Type.String({ maxLength: 60 }),
      name: Type.String({ minLength: 1, maxLength: 200 }),
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    }),
    { maxItems: 40 },
  ),
  /** Keys of the papers whose originals the official compared. */
  originals: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 60 }),
  /** `key:sha256` of files to take out again. */
  dropped: Type.Array(Type.String({ maxLength: 130 }), { maxItems: 60 }),
});

const Counter = Type.Integer({
  minimum: 1,
  maximum: 99,
  ...sentence('Số quầy từ 1 đến 99.', 'The counter’s number is between 1 and 99.'),
});

export const TakeTicket = Type.Object({ agencyId: Id });
export const CallTicket = Type.Object({ agencyId: Id, counter: Counter });
