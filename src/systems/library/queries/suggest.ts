import { type Db, on, query, sql } from '#kernel/db.ts';
import { fold, tidy } from '#kernel/text.ts';
import type { ParsedQuery } from '../rules/query.ts';
import { termHash } from '../rules/terms.ts';
import { variantsOf } from '../rules/spelling.ts';
import type { Tables } from '../tables.ts';

/** What to offer when nothing was found: another spelling, or the words that no document has. */
export interface Suggestion {
  readonly instead: string | undefined;
  readonly dropped: readonly string[];
}

export const NO_SUGGESTION: Suggestion = { instead: undefined, dropped: [] };

/**
 * Looks why a query found nothing: words that stand in no public document are corrected when a word one letter away
 * exists, else they are to be left out.
 */
export async function suggestFor(db: Db, parsed: ParsedQuery): Promise<Suggestion> {
  const unknown: string[] = [];
  for (const word of parsed.words) if (!(await occurs(db, word))) unknown.push(word);
  if (unknown.length === 0) return NO_SUGGESTION;
  const corrected = new Map<string, string>();
  for (const word of unknown) {
    const better = await nearest(db, word);
    if (better !== undefined) corrected.set(word, better);
  }
  if (corrected.size > 0) {
    const words = parsed.text.split(/([\p{L}\p{M}\p{N}]+)/u).map((piece) => corrected.get(fold(piece)) ?? piece);
    return { instead: tidy(words.join('')), dropped: [] };
  }
  return { instead: undefined, dropped: unknown.length < parsed.words.length ? unknown : [] };
}

async function occurs(db: Db, word: string): Promise<boolean> {
  const rows = await query(
    db,
    sql`select from unnest(library.candidates(array[${termHash('b', word)}]::bigint[], '-infinity', 'infinity', 0, 9223372036854775807, 1))`,
  );
  return rows.length > 0;
}

async function nearest(db: Db, word: string): Promise<string | undefined> {
  const row = await on<Tables>(db)
    .selectFrom('library.word')
    .select('shown')
    .where('folded', 'in', variantsOf(word))
    .orderBy('documents', 'desc')
    .orderBy('folded')
    .limit(1)
    .executeTakeFirst();
  return row?.shown;
}

const SHORTEST = 2;

/** Ways to go on with what is being typed: numbers that begin so, else words and pairs of words that begin so. */
export async function completionsOf(db: Db, typed: string, limit = 8): Promise<string[]> {
  const text = tidy(typed).slice(0, 200);
  const folded = fold(text);
  if (folded.length < SHORTEST) return [];
  const numbers = /^\d/.test(folded) ? await numbersFrom(db, folded, limit) : [];
  if (numbers.length > 0) return numbers;
  const words = folded.split(' ');
  const lastTwo = words.slice(-2).join(' ');
  const kept = words.length > 2 ? `${tidy(text).split(' ').slice(0, -2).join(' ')} ` : '';
  const rows = await query<{ shown: string }>(
    db,
    sql<{ shown: string }>`select shown from library.word
      where folded ~>=~ ${lastTwo} and folded ~<~ ${`${lastTwo}~`} and folded <> ${lastTwo}
      order by documents desc, folded limit ${limit}`,
  );
  return rows.map((row) => `${kept}${row.shown}`);
}

async function numbersFrom(db: Db, folded: string, limit: number): Promise<string[]> {
  const [number = '', ...rest] = folded.split(' ');
  const year = /^(?:19|20)\d\d$/.test(rest[0] ?? '') ? rest.shift() : undefined;
  const stem = [String(Number(number)), ...(year === undefined ? [] : [year]), rest.join('')].join('/');
  const rows = await query<{ shown: string }>(
    db,
    sql<{ shown: string }>`select distinct on (number_key) number_notation as shown from library.document_index
      where number_key ~>=~ ${stem} and number_key ~<~ ${`${stem}~`} order by number_key limit ${limit}`,
  );
  return rows.map((row) => row.shown);
}
