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

const MOST_ROWS = 300;
const MOST_CANDIDATES = 4;
const REFRESH_MS = 600_000;
/** How many groups of fingerprints are asked for at a time. */
const GROUPS = 12;

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

/**
 * Groups of fingerprints that one text must have all of. PostgreSQL intersects them in the index, so that sentences which many
 * texts share cost nothing. `distance`: how far apart the members stand, as a part of the whole.
 */
function groupsOf(hashes: readonly number[], members: number, distance: number): number[][] {
  const step = Math.max(1, Math.floor(hashes.length * distance));
  const last = hashes.length - 1 - step * (members - 1);
  if (last < 0) return hashes.slice(0, GROUPS).map((hash) => [hash]);
  const count = Math.min(GROUPS, last + 1);
  return Array.from({ length: count }, (_, at) => {
    const from = Math.round((at * last) / Math.max(1, count - 1));
    return Array.from({ length: members }, (_, member) => hashes[from + member * step]!);
  });
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

async function withGroups(db: Db, groups: readonly number[][], hashes: readonly number[]): Promise<KnownText[]> {
  const all = `{${hashes.join(',')}}`;
  const conditions = groups.map((group) => sql`shingles @> ${`{${group.join(',')}}`}::int[]`);
  const ranked = await query<{ id: number }>(
    db,
    sql`with near as materialized (
        select id, edition, shingles from authenticity.edition_text where ${sql.join(conditions, sql` or `)} limit ${MOST_ROWS}
      )
      select id from near
      order by (select count(*) from unnest(shingles) one where one = any(${all}::int[])) desc, edition desc, id desc
      limit ${MOST_CANDIDATES}`,
  );
  const ids = ranked.map((row) => row.id);
  return ids.length === 0 ? [] : ((await texts(db).where('t.id', 'in', ids).execute()) as KnownText[]);
}

/**
 * Texts that have many fingerprints in common with what was pasted: first those that share three far apart, as any copy with
 * a few changes does; when there are none, those that share two close together, as a paragraph among other text does.
 */
export async function textsLike(db: Db, fingerprints: readonly number[]): Promise<KnownText[]> {
  const known = await commonShingles(db);
  const telling = fingerprints.filter((hash) => !known.has(hash));
  const hashes = telling.length > 0 ? telling : fingerprints;
  if (hashes.length === 0) return [];
  const far = await withGroups(db, groupsOf(hashes, 3, 0.3), hashes);
  if (far.length > 0) return far;
  const near = await withGroups(db, groupsOf(hashes, 2, 2 / hashes.length), hashes);
  return near.length > 0 ? near : withGroups(db, groupsOf(hashes, 1, 0), hashes);
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
