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

/** Searches the public documents. Anything typed is a valid query; an unknown cursor begins at the first page. */
export async function searchDocuments(db: Db, request: SearchRequest): Promise<SearchResult> {
  const parsed = parseQuery(request.text);
  const cursor = readCursor(request.after);
  const limit = Math.min(Math.max(request.limit ?? PAGE_SIZE, 1), LARGEST_PAGE);
  const byDate = request.order === 'date' || parsed.words.length === 0;
  const found = await find(
    db,
    parsed,
    request.filters,
    byDate ? cursor && { newestSeq: cursor.newestSeq } : cursor,
    byDate ? 0 : limit + 1,
  );
  const place = { newestSeq: found.newestSeq, day: cursor?.day ?? BEYOND_DAY, seq: cursor?.seq ?? 0 };
  const page = byDate
    ? await newest(db, widestOf(parsed, request.filters), spanOf(request.filters), place, limit + 1)
    : found.hits.map(toRow);
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

async function find(db: Db, parsed: ParsedQuery, filters: FilterValues, from: Partial<Cursor> | undefined, take: number): Promise<Found> {
  const tiers = tiersOf(parsed, filters);
  const span = spanOf(filters);
  const [row] = await query<{ found: Found }>(
    db,
    sql<{ found: Found }>`select library.find(${parsed.numberKeys}::text[], ${parsed.numberPrefixes}::text[],
      ${array(filtersOf(filters))}::bigint[], ${array(tiers.flat())}::bigint[], ${tiers.map((tier) => tier.length)}::int[],
      ${parsed.phrase}, ${parsed.phraseToned}, ${parsed.toned.map((word) => ` ${word} `)}::text[],
      ${span.from}, ${span.before}, ${from?.newestSeq ?? null}, ${from?.day ?? today()}, ${CANDIDATES}, ${from?.score ?? BEYOND_SCORE}, ${from?.seq ?? 0}, ${take}) as found`,
  );
  return row?.found ?? { newestSeq: 0, total: 0, hits: [], facets: null };
}

async function newest(db: Db, hashes: readonly number[], span: Span, from: { day: string; seq: number; newestSeq: number }, take: number) {
  const [row] = await query<{ hits: Shown[] }>(
    db,
    sql<{
      hits: Shown[];
    }>`select library.find_newest(${array(hashes)}::bigint[], ${span.from}, ${from.day < span.before ? from.day : span.before}, ${from.seq}, ${from.newestSeq}, ${take}) as hits`,
  );
  return (row?.hits ?? []).map(toRow);
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
