import { asIs, type Static, Type } from '#kernel/schema.ts';

/** Records of one file, a portion at a time, as the importer hands them on. */
export const TakeProcedures = Type.Object(
  {
    importId: Type.String(),
    day: Type.String(),
    recordsDay: Type.Union([Type.String(), Type.Null()]),
    records: Type.Array(Type.Object({ code: Type.String(), sha256: Type.String(), record: Type.Record(Type.String(), Type.String()) }), {
      maxItems: 1_000,
    }),
  },
  asIs,
);
export type TakeProcedures = Static<typeof TakeProcedures>;

export const BeginImport = Type.Object(
  {
    importId: Type.String(),
    fileName: Type.String({ maxLength: 200 }),
    fileSha256: Type.String(),
    recordsDay: Type.Union([Type.String(), Type.Null()]),
  },
  asIs,
);

export const FinishImport = Type.Object(
  {
    importId: Type.String(),
    day: Type.String(),
    /** Every code of the file. */
    codes: Type.Array(Type.String(), { maxItems: 500_000 }),
    refused: Type.Array(Type.Object({ line: Type.Integer(), reason: Type.String() }), { maxItems: 200 }),
  },
  asIs,
);
