import { type Db, on, sql } from '#kernel/db.ts';
import type { AgenciesTables } from '../db.gen.ts';
import type { UnitHit } from '../types.ts';
import { initialsOf } from '../units/search-words.ts';
import { compareKeys, CONTAINS, EXACT, likePrefix, type NameQuery, rankName, readNameQuery, tsqueryOf } from './name-query.ts';
import { placeOf, unitColumns, unitHolds } from './units.ts';

export interface UnitSearch {
  /** Only units that held on this day; absent: of all times. */
  readonly date?: string | undefined;
  readonly level?: string | undefined;
  readonly limit?: number | undefined;
}

/** More than anyone reads, enough that the best is among them. */
const CANDIDATES = 400;

interface TypeWords {
  readonly key: string;
  readonly prefixes: readonly string[];
}

/**
 * Finds units by name as people type it: with or without marks, in any case, the tone mark on either vowel, with a
 * type before it or none, with the names of units above after it ("P. vỹ dạ tp huế"). Best first: exact with tones,
 * exact, beginning, containing; then the type that was typed, higher levels, units of today.
 */
export async function searchUnits(db: Db, text: string, search: UnitSearch = {}): Promise<UnitHit[]> {
  const types = await on<AgenciesTables>(db).selectFrom('agencies.unit_type').select(['key', 'prefixes']).execute();
  const given = readNameQuery(
    text,
    types.flatMap((type) => type.prefixes),
  );
  if (given.words.length === 0) return [];
  const candidates = await candidatesFor(db, given, search);
  const wanted = new Set(typesNamed(types, given.prefix));
  const ranked = candidates
    .map((unit) => ({ unit, rank: rankUnit(given, unit) }))
    .map(({ unit, rank }) => ({
      unit,
      key: [rank, wanted.size > 0 && !wanted.has(unit.type) ? 1 : 0, unit.levelRank, unit.validTo === null ? 0 : 1],
    }))
    .toSorted(
      (a, b) => compareKeys(a.key, b.key) || a.unit.name.localeCompare(b.unit.name, 'vi') || a.unit.code.localeCompare(b.unit.code),
    );
  return ranked.slice(0, search.limit ?? 20).map(({ unit }) => toHit(unit));
}

type Candidate = Awaited<ReturnType<typeof candidatesFor>>[number];

function toHit(candidate: Candidate): UnitHit {
  const { parentName, grandparentName, levelRank: _, ...unit } = candidate;
  const above = [parentName, grandparentName].flatMap((fullName) => (fullName === null ? [] : [{ fullName }]));
  return { ...unit, place: placeOf(unit, above) };
}

function rankUnit(given: NameQuery, unit: { readonly type: string; readonly level: string; readonly name: string }): number {
  const isInitials = given.words.length === 1 && initialsOf(unit).includes(given.words[0]?.folded ?? '');
  return Math.min(rankName(given.bare, unit.name), rankName(given.words, unit.name), isInitials ? EXACT : CONTAINS);
}

function typesNamed(types: readonly TypeWords[], prefix: string): string[] {
  return types.filter((type) => type.prefixes.includes(prefix)).map((type) => type.key);
}

function candidatesFor(db: Db, given: NameQuery, search: UnitSearch) {
  const bare = given.bare.map((word) => word.folded).join(' ');
  return on<AgenciesTables>(db)
    .selectFrom('agencies.unit as unit')
    .innerJoin('agencies.unit_type as type', 'type.key', 'unit.type')
    .innerJoin('agencies.unit_level as level', 'level.key', 'type.level')
    .leftJoin('agencies.unit as parent', (join) =>
      join.onRef('parent.code', '=', 'unit.parent_code').onRef('parent.valid_from', '=', 'unit.parent_valid_from'),
    )
    .leftJoin('agencies.unit as grandparent', (join) =>
      join.onRef('grandparent.code', '=', 'parent.parent_code').onRef('grandparent.valid_from', '=', 'parent.parent_valid_from'),
    )
    .select([...unitColumns, 'level.rank as levelRank', 'parent.full_name as parentName', 'grandparent.full_name as grandparentName'])
    .where(
      sql<boolean>`(unit.name_folded = ${bare} or unit.name_folded like ${likePrefix(bare)}
        or unit.search @@ ${tsqueryOf(given.bare)}::tsquery or unit.search @@ ${tsqueryOf(given.words)}::tsquery)`,
    )
    .$if(search.date !== undefined, (found) => found.where(unitHolds(search.date ?? '')))
    .$if(search.level !== undefined, (found) => found.where('type.level', '=', search.level ?? ''))
    .orderBy(sql`unit.name_folded = ${bare}`, 'desc')
    .orderBy(sql`unit.name_folded like ${likePrefix(bare)}`, 'desc')
    .orderBy('level.rank')
    .orderBy('unit.name_folded')
    .limit(CANDIDATES)
    .execute();
}
