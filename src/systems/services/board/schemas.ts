import { Type } from '#kernel/schema.ts';

/** The longest that somebody may write beside their marks. */
export const MOST_WORDS = 1_000;

const Mark = Type.Integer({ minimum: 1, maximum: 5 });

/** What somebody says of how a case was handled. */
export const RateCase = Type.Object({
  caseId: Type.String({ minLength: 36, maxLength: 36 }),
  handling: Mark,
  duration: Mark,
  attitude: Mark,
  words: Type.String({ maxLength: MOST_WORDS, default: '' }),
});
