import type { Comparison } from '#kernel/comparison/compare.ts';

/**
 * What a pasted text is to a text of ours: `same` word for word and whole, `excerpt` word for word but not all of it,
 * `changed`, `part` (some of it ours, other text around it), `none`.
 */
export type TextVerdict = 'same' | 'excerpt' | 'changed' | 'part' | 'none';

/** Shorter than this, agreement means nothing: any text of the State has such phrases. */
export const FEWEST_WORDS = 8;
/** A block of foreign words of this length is text of somebody else, not a changed word. */
const FOREIGN_BLOCK = 12;
const MOSTLY = 0.6;
/** So many words in a row in common are no accident. */
const NO_ACCIDENT = 16;

/** The verdict on one comparison. */
export function verdictOf({ stretches, same, added, removed, before, after }: Comparison): TextVerdict {
  if (same === 0) return 'none';
  if (added === 0 && removed === 0) return before === 0 && after === 0 ? 'same' : same >= FEWEST_WORDS ? 'excerpt' : 'none';
  const coverage = same / (same + added);
  const longest = Math.max(...stretches.map(({ kind, words }) => (kind === 'same' ? words.length : 0)));
  const foreign = stretches.filter(({ kind, words }) => kind === 'added' && words.length >= FOREIGN_BLOCK);
  const foreignWords = foreign.reduce((sum, { words }) => sum + words.length, 0);
  const changesElsewhere = added - foreignWords + (foreign.length > 0 ? removedAway(stretches) : removed);
  if (foreign.length > 0 && changesElsewhere === 0 && longest >= NO_ACCIDENT) return 'part';
  if (coverage >= MOSTLY && same >= FEWEST_WORDS - 2) return 'changed';
  return longest >= NO_ACCIDENT ? 'part' : 'none';
}

/** Words of ours left out where no block of other text took their place. */
function removedAway(stretches: Comparison['stretches']): number {
  let sum = 0;
  for (const [at, { kind, words }] of stretches.entries()) {
    if (kind !== 'removed') continue;
    const beside = [stretches[at - 1], stretches[at + 1]];
    if (!beside.some((one) => one?.kind === 'added' && one.words.length >= FOREIGN_BLOCK)) sum += words.length;
  }
  return sum;
}
