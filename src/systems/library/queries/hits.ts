import { type Db, query, sql } from '#kernel/db.ts';
import { excerptOf, type Marked, mark } from '../rules/highlight.ts';
import type { ParsedQuery } from '../rules/query.ts';

/** A document in a result list, as library.hit() gives it. */
export interface HitRow {
  readonly seq: number;
  readonly id: string;
  readonly score: number;
  readonly numberNotation: string | null;
  readonly numberKey: string | null;
  readonly kind: string;
  readonly issuerKey: string;
  readonly issuerId: string | null;
  readonly issuerName: string;
  readonly field: string | null;
  /** Date of issue; 0001-01-01 when unknown. */
  readonly sortDay: string;
  readonly status: string;
  readonly abstract: string;
  readonly updatedAt: string;
}

export interface Hit extends HitRow {
  readonly markedAbstract: Marked;
  /** Where the words stand in the text, when the abstract does not have them all. */
  readonly excerpt: Marked | undefined;
}

const BEFORE = 80;
const LENGTH = 260;

/** Marks the words asked for, and shows a place of the text for hits whose abstract lacks some of them. */
export async function withExcerpts(db: Db, rows: readonly HitRow[], parsed: ParsedQuery): Promise<Hit[]> {
  const marked = rows.map((row) => ({ row, abstract: mark(row.abstract, parsed.words) }));
  const lacking = marked.filter(({ row, abstract }) => abstract.found < parsed.words.length && !isAskedNumber(row, parsed));
  const excerpts =
    lacking.length > 0
      ? await places(
          db,
          lacking.map(({ row }) => row.id),
          parsed,
        )
      : new Map<string, string>();
  return marked.map(({ row, abstract }) => {
    const text = excerpts.get(row.id);
    return { ...row, markedAbstract: abstract.parts, excerpt: text === undefined ? undefined : excerptOf(text, parsed.words) };
  });
}

function isAskedNumber(row: HitRow, parsed: ParsedQuery): boolean {
  const key = row.numberKey;
  return key !== null && (parsed.numberKeys.includes(key) || parsed.numberPrefixes.some((prefix) => key.startsWith(prefix)));
}

/** A piece of each text around the whole phrase, else a pair of its words, else a word. */
async function places(db: Db, ids: readonly string[], parsed: ParsedQuery): Promise<Map<string, string>> {
  const wanted = [parsed.phrase.trim(), ...parsed.pairs, ...parsed.words.toSorted((a, b) => b.length - a.length)].slice(0, 8);
  const rows = await query<{ id: string; piece: string }>(
    db,
    sql<{ id: string; piece: string }>`select id, piece from library.excerpts(${ids}::uuid[], ${wanted}::text[], ${BEFORE}, ${LENGTH})`,
  );
  return new Map(rows.map((row) => [row.id, row.piece]));
}
