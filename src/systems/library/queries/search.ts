import { atMost } from '#kernel/at-most.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { today } from '#kernel/time.ts';
import { type Cursor, readCursor, writeCursor } from '../rules/cursor.ts';
import { type FilterValues, filtersOf, parseQuery, type ParsedQuery, tiersOf, widestOf } from '../rules/query.ts';
import { type Facets, facetsOf } from './facets.ts';
import { type Hit, type HitRow, withExcerpts } from './hits.ts';

/** Ranking, facets and counts look at this many matches, the best and newest ones; beyond it counts say "more than". */
export const CANDIDATES = 100;
export const PAGE_SIZE = 10;
const LARGEST_PAGE = 100;
const BEYOND_SCORE = 2_000_000;
const BEYOND_DAY = '9999-12-31';

export interface SearchRequest {
  readonly text: string;
  readonly filters: FilterValues;
  /** `relevance` ends after CANDIDATES hits; `date` goes on to the last one. Without words it is by date. */
  readonly order: 'relevance' | 'date';
  readonly after?: string | undefined;
  /** Hits on a page, at most 100. */
  readonly limit?: number | undefined;
}

export interface SearchResult {
  readonly query: ParsedQuery;
  readonly order: 'relevance' | 'date';
  readonly hits: readonly Hit[];
  /** Number of matches; with `more` there are more than this. */
  readonly total: number;
  readonly more: boolean;
  readonly facets: Facets;
  /** Cursor of the next page; absent on the last. */
  readonly next: string | undefined;
}

interface Shown {
  readonly score: number;
  readonly shown: Omit<HitRow, 'score'>;
}

interface Found {
  readonly newestSeq: number;
  readonly total: number;
  readonly hits: readonly Shown[];
  readonly facets: string | null;
}

/**
 * Searches at a time in one process: as many as it can prepare and read out while they run. With all of a crowd in the
 * database at once its slowest tenth waited half as long again.
 */
const gate = atMost(3);

/** Searches the public documents. Anything typed is a valid query; an unknown cursor begins at the first page. */
export function searchDocuments(db: Db, request: SearchRequest): Promise<SearchResult> {
  return gate(() => search(db, request));
}

async function search(db: Db, request: SearchRequest): Promise<SearchResult> {
  const parsed = parseQuery(request.text);
  const cursor = readCursor(request.after);
  const limit = Math.min(Math.max(request.limit ?? PAGE_SIZE, 1), LARGEST_PAGE);
  const byDate = request.order === 'date' || parsed.words.length === 0;
  const { found, newest } = await find(db, parsed, request.filters, cursor, { byDate, take: limit + 1 });
  const page = (byDate ? newest : found.hits).map(toRow);
  const shown = page.slice(0, limit);
  const last = shown.at(-1);
  const asOf = cursor?.day ?? today();
  return {
    query: parsed,
    order: byDate ? 'date' : 'relevance',
    hits: await withExcerpts(db, shown, parsed),
    total: Math.min(found.total, CANDIDATES),
    more: found.total >= CANDIDATES,
    facets: await facetsOf(db, found.facets),
    next:
      page.length > limit && last
        ? writeCursor({ newestSeq: found.newestSeq, day: byDate ? last.sortDay : asOf, score: last.score, seq: last.seq })
        : undefined,
  };
}

interface Wanted {
  readonly byDate: boolean;
  readonly take: number;
}

/** Ranked hits, or by date the next ones of the widest condition, with total and facets: one statement, so one state of the index. */
async function find(
  db: Db,
  parsed: ParsedQuery,
  filters: FilterValues,
  from: Cursor | undefined,
  { byDate, take }: Wanted,
): Promise<{ found: Found; newest: readonly Shown[] }> {
  const tiers = tiersOf(parsed, filters);
  const span = spanOf(filters);
  const before = from && from.day < span.before ? from.day : span.before;
  const newest = byDate
    ? sql`library.find_newest(${array(widestOf(parsed, filters))}::bigint[], ${span.from}, ${before}, ${from?.seq ?? 0},
        coalesce(${from?.newestSeq ?? null}::bigint, (select max(seq) from library.document_index), 0), ${take})`
    : sql`'[]'::json`;
  const [row] = await query(
    db,
    sql<{ found: Found; newest: readonly Shown[] }>`select library.find(${parsed.numberKeys}::text[], ${parsed.numberPrefixes}::text[],
      ${array(filtersOf(filters))}::bigint[], ${array(tiers.flat())}::bigint[], ${tiers.map((tier) => tier.length)}::int[],
      ${parsed.phrase}, ${parsed.phraseToned}, ${parsed.toned.map((word) => ` ${word} `)}::text[],
      ${span.from}, ${span.before}, ${from?.newestSeq ?? null}, ${(byDate ? undefined : from?.day) ?? today()}, ${CANDIDATES},
      ${(byDate ? undefined : from?.score) ?? BEYOND_SCORE}, ${(byDate ? undefined : from?.seq) ?? 0}, ${byDate ? 0 : take}) as found, ${newest} as newest`,
  );
  return row ?? { found: { newestSeq: 0, total: 0, hits: [], facets: null }, newest: [] };
}

function toRow({ score, shown }: Shown): HitRow {
  return { ...shown, score };
}

interface Span {
  /** Day of the oldest bucket worth visiting. */
  readonly from: string;
  /** First day too young. */
  readonly before: string;
}

/** The days that a filter by year leaves; it spares the look-ups in all other buckets. */
function spanOf(filters: FilterValues): Span {
  const year = /^(?:19|20)\d\d$/.exec(filters.year ?? '')?.[0];
  return year === undefined ? { from: '0001-01-01', before: BEYOND_DAY } : { from: `${year}-01-01`, before: `${Number(year) + 1}-01-01` };
}

/** As PostgreSQL reads an array; quicker than a parameter for each number. */
function array(hashes: readonly number[]): string {
  return `{${hashes.join(',')}}`;
}
