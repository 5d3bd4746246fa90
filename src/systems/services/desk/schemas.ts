import { sentence, Type } from '#kernel/schema.ts';

/** A step that an official takes in a case. */
export const TakeStep = Type.Object({
  caseId: Type.String({ minLength: 36, maxLength: 36 }),
  event: Type.String({ maxLength: 40 }),
  version: Type.Integer({ minimum: 1 }),
  reason: Type.Optional(Type.String({ maxLength: 2_000 })),
  report: Type.Optional(Type.String({ maxLength: 4_000 })),
  /** Id of the agency that is asked. */
  otherAgency: Type.Optional(Type.String({ maxLength: 36 })),
  /** With a request for payment: đồng, and what it is for. */
  amount: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1_000_000_000_000,
      ...sentence('Ghi số tiền bằng đồng, chỉ gồm chữ số.', 'Write the amount in đồng, digits only.'),
    }),
  ),
  purpose: Type.Optional(Type.String({ maxLength: 500 })),
  ground: Type.Optional(Type.String({ maxLength: 60 })),
  marks: Type.Optional(
    Type.Array(Type.Object({ target: Type.String({ maxLength: 100 }), note: Type.String({ maxLength: 500 }) }), { maxItems: 100 }),
  ),
  /** What the officer found, as the form sent it; read by the procedure's own definition. */
  findings: Type.Optional(Type.Record(Type.String({ maxLength: 200 }), Type.Unknown())),
});

/** Whose a case shall be; absent: one's own. */
export const AssignCase = Type.Object({
  caseId: Type.String({ minLength: 36, maxLength: 36 }),
  version: Type.Integer({ minimum: 1 }),
  accountId: Type.Optional(Type.String({ maxLength: 36 })),
});
