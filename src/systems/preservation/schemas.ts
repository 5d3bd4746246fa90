import { Type } from '#kernel/schema.ts';

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** Names one file of the register; `due`: only if it is time to look at it. */
export const TendFile = Type.Object({ sha256: Sha256, due: Type.Optional(Type.Boolean()) });

/** Signed files that a module says it keeps. */
export const TakeIn = Type.Object({
  source: Type.String({ maxLength: 40 }),
  cursor: Type.String({ maxLength: 200 }),
  files: Type.Array(
    Type.Object({
      sha256: Sha256,
      name: Type.String({ maxLength: 500 }),
      subject: Type.String({ maxLength: 200 }),
      title: Type.String({ maxLength: 1000 }),
      scope: Type.Union([Type.String({ maxLength: 36 }), Type.Null()]),
      keptSince: Type.String({ format: 'date-time' }),
    }),
    { maxItems: 1000 },
  ),
});
