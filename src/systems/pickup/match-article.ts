import { fingerprints } from '#kernel/comparison/fingerprints.ts';
import { readText } from '#kernel/comparison/words.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { type Use, usedParts } from './rules/used-parts.ts';

/** Releases that are looked at closely for one article. */
const MOST_RELEASES = 10;
const LEAST_COMMON = 4;

export interface Match extends Use {
  readonly releaseId: string;
  readonly edition: number;
}

interface Candidate {
  readonly releaseId: string;
  readonly edition: number;
}

/** What an article is compared by. */
export function readArticle(text: string) {
  const { words } = readText(text.slice(0, 200_000));
  return { words, fingerprints: fingerprints(words) };
}

/** The releases of the month before an article, and of the week after it, whose words are in it; ended ones are left out. */
export async function matchArticle(db: Db, article: ReturnType<typeof readArticle>, publishedAt: Date): Promise<Match[]> {
  const matches: Match[] = [];
  for (const candidate of await candidatesFor(db, article.fingerprints, publishedAt)) {
    const use = usedParts(article.words, await paragraphsOf(db, candidate.releaseId, candidate.edition));
    if (use) matches.push({ ...candidate, ...use });
  }
  return matches;
}

function candidatesFor(db: Db, marks: readonly number[], publishedAt: Date): Promise<Candidate[]> {
  return query<Candidate>(
    db,
    sql<Candidate>`select r.id as "releaseId", r.edition
      from pickup.release r join pickup.paragraph p on p.release_id = r.id and p.edition = r.edition
      where p.fingerprints && ${marks}::int[] and r.ended is null
        and r.published_at between ${publishedAt}::timestamptz - interval '30 days' and ${publishedAt}::timestamptz + interval '7 days'
      group by r.id, r.edition
      having sum((select count(*) from unnest(p.fingerprints) one where one = any (${marks}::int[]))) >= ${LEAST_COMMON}
      order by sum((select count(*) from unnest(p.fingerprints) one where one = any (${marks}::int[]))) desc, r.id
      limit ${MOST_RELEASES}`,
  );
}

export function paragraphsOf(db: Db, releaseId: string, edition: number): Promise<{ number: number; text: string }[]> {
  return query<{ number: number; text: string }>(
    db,
    sql<{ number: number; text: string }>`select number, text from pickup.paragraph
      where release_id = ${releaseId} and edition = ${edition} order by number`,
  );
}
