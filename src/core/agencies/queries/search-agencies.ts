import { type Db, on, sql } from '#kernel/db.ts';
import { readCode } from '../catalogue/codes.ts';
import type { AgenciesTables } from '../db.gen.ts';
import type { AgencyHit } from '../types.ts';
import { agencyColumns, agencyExists, toAgency } from './agencies.ts';
import { compareKeys, CONTAINS, likePrefix, rankName, readNameQuery, tsqueryOf, type Word } from './name-query.ts';

export interface AgencySearch {
  /** Only agencies that existed on this day; absent: closed ones too, after the others. */
  readonly date?: string | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly limit?: number | undefined;
}

/** Enough that the best is among them; each step stops here, so that a word all agencies share costs no more than a rare one. */
const CANDIDATES = 200;

/** What stands before the distinguishing part of an agency's name. */
const prefixes = ['bo', 'ubnd', 'hdnd', 'uy ban nhan dan', 'hoi dong nhan dan', 'so'];
const unitPrefixes = ['thanh pho', 'tp', 'tinh', 't', 'phuong', 'p', 'xa', 'x', 'dac khu', 'dk'];

/**
 * Finds agencies by code, abbreviation or name as people type them: "G22", "VPCP", "bo tai chinh", "UBND p. Vỹ Dạ Huế".
 * Best first: code or abbreviation, exact name with tones, exact, beginning, containing; then kinds by rank, open before
 * closed. Cost does not grow with the size of the address book.
 */
export async function searchAgencies(db: Db, text: string, search: AgencySearch = {}): Promise<AgencyHit[]> {
  const whole = readNameQuery(text, prefixes);
  if (whole.words.length === 0) return [];
  const body = whole.prefix === '' ? whole.words : whole.bare;
  const bare = readNameQuery(body.map((word) => word.toned).join(' '), unitPrefixes).bare;
  const limit = search.limit ?? 20;
  const found = new Map<string, Candidate>();
  const keep = (rows: readonly Candidate[]): void => rows.forEach((row) => found.set(row.id, row));
  const from = base(db, search, whole.words);
  keep(await exact(from, text, joined(whole.words), joined(bare)));
  keep(await containing(from, tsqueryOf(whole.words)));
  if (found.size < limit) keep(await containing(from, tsqueryOf(bare)));
  if (found.size < limit) keep(await beginning(from, joined(bare)));
  return [...found.values()]
    .map((row) => ({ row, key: keyOf(row, text, whole.words, bare) }))
    .toSorted((a, b) => compareKeys(a.key, b.key) || a.row.name.localeCompare(b.row.name, 'vi') || a.row.code.localeCompare(b.row.code))
    .slice(0, limit)
    .map(({ row }) => toHit(row));
}

function joined(given: readonly Word[]): string {
  return given.map((word) => word.folded).join(' ');
}

type Candidate = Awaited<ReturnType<typeof exact>>[number];

function toHit(candidate: Candidate): AgencyHit {
  const { kindRank: _rank, bareFolded: _bare, hasAll: _all, placeName, ...agency } = candidate;
  return { ...toAgency(agency), place: placeName ?? '' };
}

function keyOf(row: Candidate, text: string, all: readonly Word[], bare: readonly Word[]): number[] {
  const code = readCode(text);
  const isNamed = row.code === code?.qd20 || row.shortName?.toLowerCase() === text.trim().toLowerCase();
  const rank = isNamed ? -1 : Math.min(rankName(all, row.name), rankName(bare, bareOf(row)), CONTAINS);
  return [rank, row.hasAll ? 0 : 1, row.validTo === null ? 0 : 1, row.kindRank];
}

/** The distinguishing part of the name with its tones: the last words, as many as the folded one has. */
function bareOf(row: Candidate): string {
  const count = row.bareFolded.split(' ').length;
  return row.name
    .split(/[\s-]+/u)
    .slice(-count)
    .join(' ');
}

function base(db: Db, search: AgencySearch, all: readonly Word[]) {
  return on<AgenciesTables>(db)
    .selectFrom('agencies.agency as agency')
    .innerJoin('agencies.agency_kind as kind', 'kind.key', 'agency.kind')
    .leftJoin('agencies.unit as unit', (join) =>
      join.onRef('unit.code', '=', 'agency.unit_code').onRef('unit.valid_from', '=', 'agency.unit_valid_from'),
    )
    .leftJoin('agencies.unit as place', (join) =>
      join.onRef('place.code', '=', 'unit.parent_code').onRef('place.valid_from', '=', 'unit.parent_valid_from'),
    )
    .leftJoin('agencies.agency as parent', 'parent.id', 'agency.parent_id')
    .select([...agencyColumns, 'kind.rank as kindRank', 'agency.bare_folded as bareFolded'])
    .select(sql<string | null>`coalesce(place.full_name, parent.name)`.as('placeName'))
    .select(sql<boolean>`agency.search @@ ${tsqueryOf(all)}::tsquery`.as('hasAll'))
    .$if(search.date !== undefined, (found) => found.where(agencyExists(search.date ?? '')))
    .$if(search.kinds !== undefined, (found) => found.where('agency.kind', 'in', [...(search.kinds ?? [])]))
    .limit(CANDIDATES);
}

type From = ReturnType<typeof base>;

function exact(from: From, text: string, folded: string, bare: string) {
  const code = readCode(text);
  return from
    .where(({ or, eb }) =>
      or([
        eb('agency.name_folded', '=', folded),
        eb('agency.bare_folded', '=', bare),
        eb(sql`lower(agency.short_name)`, '=', text.trim().toLowerCase()),
        ...(code ? [eb('agency.code_qd20', '=', code.qd20)] : []),
        ...(code?.qcvn102 ? [eb('agency.code_102', '=', code.qcvn102)] : []),
      ]),
    )
    .execute();
}

function containing(from: From, tsquery: string) {
  return from.where(sql<boolean>`agency.search @@ ${tsquery}::tsquery`).execute();
}

function beginning(from: From, bare: string) {
  return from.where(sql<boolean>`agency.bare_folded like ${likePrefix(bare)}`).execute();
}
