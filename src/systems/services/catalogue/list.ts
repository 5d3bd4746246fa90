import type { Db } from '#kernel/db.ts';
import { type AskedList, placeCursor, readPlace } from './asked.ts';
import { answers, byFacet, type Count, counts, type Facet, inOrder, type Listed } from './queries.ts';

export const PER_PAGE = 20;
/** Facet values shown of one kind. */
const MOST_VALUES = 12;

export interface ListAnswer {
  readonly procedures: readonly Listed[];
  readonly total: number;
  /** There are more answers than anyone looks through. */
  readonly many: boolean;
  readonly facets: Readonly<Record<Facet, readonly Count[]>>;
  /** Cursor of the next page. */
  readonly next: string | undefined;
}

const MANY = 200;

/** A page of the catalogue: answers to a question, or all in order. */
export async function listOf(db: Db, asked: AskedList, perPage = PER_PAGE): Promise<ListAnswer> {
  if (asked.q !== '') return answered(await answers(db, asked.q, asked.narrowing), asked.after, perPage);
  const [rows, facets] = await Promise.all([
    inOrder(db, asked.narrowing, readPlace(asked.after), perPage + 1),
    counts(db, asked.narrowing),
  ]);
  const procedures = rows.slice(0, perPage);
  const last = procedures.at(-1);
  return {
    procedures,
    total: facets.level.length === 0 ? procedures.length : totalOf(facets),
    many: false,
    facets: shortened(facets),
    next: rows.length > perPage && last ? placeCursor(last) : undefined,
  };
}

/** Every procedure has one keeper or none, and few have none. */
function totalOf(facets: Readonly<Record<Facet, readonly Count[]>>): number {
  return facets.field.reduce((sum, { count }) => sum + count, 0);
}

function answered(found: readonly Listed[], after: string | undefined, perPage: number): ListAnswer {
  const from = after === undefined ? 0 : found.findIndex(({ code }) => code === after) + 1;
  const procedures = found.slice(from, from + perPage);
  const rest = found.length > from + perPage;
  return {
    procedures,
    total: found.length,
    many: found.length >= MANY,
    facets: shortened(facetsOf(found)),
    next: rest ? procedures.at(-1)?.code : undefined,
  };
}

function facetsOf(found: readonly Listed[]): Record<Facet, Count[]> {
  const valuesOf: Readonly<Record<Facet, (one: Listed) => readonly (readonly [string, string | null])[]>> = {
    field: ({ field, fieldKey }) => (fieldKey === null ? [] : [[fieldKey, field]]),
    level: ({ levels }) => levels.map((level) => [level, null]),
    audience: ({ audiences }) => audiences.map((audience) => [audience, null]),
    keeper: ({ keeper }) => (keeper === null ? [] : [[keeper, null]]),
    channel: ({ channels }) => channels.map((channel) => [channel, null]),
  };
  const facet = (name: Facet): Count[] => {
    const values = Map.groupBy(found.flatMap(valuesOf[name]), ([value]) => value);
    return [...values]
      .map(([value, all]) => ({ value, label: all[0]?.[1] ?? null, count: all.length }))
      .toSorted((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
  };
  return byFacet(facet);
}

function shortened(facets: Readonly<Record<Facet, readonly Count[]>>): Record<Facet, readonly Count[]> {
  return byFacet((name) => facets[name].slice(0, MOST_VALUES));
}
