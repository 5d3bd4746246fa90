import { type Db, on, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { AuthenticityTables } from '../db.gen.ts';

/** A text of an edition, ready to be compared. */
export interface KnownText {
  readonly id: number;
  readonly releaseId: string;
  readonly edition: number;
  readonly lang: 'vi' | 'en';
  readonly source: 'release' | 'post';
  readonly title: string;
  readonly summary: string;
  readonly plain: string;
  readonly links: readonly string[];
}

const MOST_HASHES = 32;
const MOST_ROWS = 1_500;
const MOST_CANDIDATES = 6;
const REFRESH_MS = 600_000;

let common: { readonly at: number; readonly db: Db; readonly hashes: ReadonlySet<number> } | undefined;

/**
 * Triples of words that stand in very many texts ("Ủy ban nhân dân"), as PostgreSQL's own statistics know them: asking for
 * them finds half the index and says nothing.
 */
async function commonShingles(db: Db): Promise<ReadonlySet<number>> {
  const at = now().getTime();
  if (common && common.db === db && at - common.at < REFRESH_MS) return common.hashes;
  const [row] = await query<{ hashes: number[] | null }>(
    db,
    sql`select most_common_elems::text::int[] as hashes from pg_stats
      where schemaname = 'authenticity' and tablename = 'edition_text' and attname = 'shingles'`,
  );
  common = { at, db, hashes: new Set(row?.hashes) };
  return common.hashes;
}

/** Evenly spread over the text, the telling ones first. */
function chosen(hashes: readonly number[], known: ReadonlySet<number>): number[] {
  const telling = hashes.filter((hash) => !known.has(hash));
  const from = telling.length > 0 ? telling : hashes;
  const step = Math.max(1, from.length / MOST_HASHES);
  return Array.from({ length: Math.min(from.length, MOST_HASHES) }, (_, at) => from[Math.floor(at * step)]!);
}

function texts(db: Db) {
  return on<AuthenticityTables>(db)
    .selectFrom('authenticity.edition_text as t')
    .select(['t.id', 't.release_id as releaseId', 't.edition', 't.lang', 't.source', 't.title', 't.summary', 't.plain', 't.links']);
}

/** Texts that say the very same, the newest edition first. */
export async function textsByHash(db: Db, hash: Buffer): Promise<KnownText[]> {
  const found = await texts(db)
    .innerJoin('authenticity.text_hash as h', 'h.text_id', 't.id')
    .where('h.hash', '=', hash)
    .orderBy('t.edition', 'desc')
    .orderBy('t.id', 'desc')
    .limit(MOST_CANDIDATES)
    .execute();
  return found as KnownText[];
}

/** Texts that have the most fingerprints in common with what was pasted. */
export async function textsLike(db: Db, fingerprints: readonly number[]): Promise<KnownText[]> {
  const asked = chosen(fingerprints, await commonShingles(db));
  if (asked.length === 0) return [];
  const list = `{${asked.join(',')}}`;
  const ranked = await query<{ id: number }>(
    db,
    sql`with near as materialized (
        select id, release_id, edition, shingles from authenticity.edition_text where shingles && ${list}::int[] limit ${MOST_ROWS}
      )
      select id from near
      order by (select count(*) from unnest(shingles) one where one = any(${list}::int[])) desc, edition desc, id desc
      limit ${MOST_CANDIDATES}`,
  );
  const ids = ranked.map((row) => row.id);
  return ids.length === 0 ? [] : ((await texts(db).where('t.id', 'in', ids).execute()) as KnownText[]);
}

/** All texts of a release's newest edition: what a code in the pasted text claims to be. */
export async function textsOfRelease(db: Db, releaseId: string): Promise<KnownText[]> {
  const found = await texts(db)
    .where('t.release_id', '=', releaseId)
    .orderBy('t.edition', 'desc')
    .orderBy('t.id', 'desc')
    .limit(MOST_CANDIDATES)
    .execute();
  return found as KnownText[];
}
