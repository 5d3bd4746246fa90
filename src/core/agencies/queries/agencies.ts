import type { Expression, SqlBool } from 'kysely';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { readCode } from '../catalogue/codes.ts';
import type { AgenciesTables } from '../db.gen.ts';
import type { Agency, LinkedAgency } from '../types.ts';

/** Columns of an Agency, for queries over `agencies.agency as agency`. */
export const agencyColumns = [
  'agency.id',
  'agency.code_qd20 as code',
  'agency.code_102 as code102',
  'agency.code_source as codeSource',
  'agency.code_note as codeNote',
  'agency.kind',
  'agency.name',
  'agency.name_en as nameEn',
  'agency.short_name as shortName',
  'agency.parent_id as parentId',
  'agency.unit_code as unitCode',
  'agency.unit_valid_from as unitValidFrom',
  'agency.valid_from as validFrom',
  'agency.valid_to as validTo',
  'agency.basis',
  'agency.site',
  'agency.email',
  'agency.phone',
  'agency.address',
  'agency.website',
] as const;

type Selected = Omit<Agency, 'codeSource'> & { codeSource: string };

/** The column's check constraint allows just these two. */
export function toAgency<R extends Selected>(row: R): Omit<R, 'codeSource'> & Pick<Agency, 'codeSource'> {
  return { ...row, codeSource: row.codeSource === 'official' ? 'official' : 'generated' };
}

function agencies(db: Db) {
  return on<AgenciesTables>(db).selectFrom('agencies.agency as agency').select(agencyColumns);
}

/** Whether a row named `agency` existed on a day. */
export function agencyExists(date: string): Expression<SqlBool> {
  return sql<boolean>`(agency.valid_from is null or agency.valid_from <= ${date}::date)
    and (agency.valid_to is null or agency.valid_to > ${date}::date)`;
}

/** An agency by id, closed ones included. */
export async function findAgency(db: Db, id: string): Promise<Agency | undefined> {
  if (!isId(id)) return undefined;
  const row = await agencies(db).where('agency.id', '=', id).executeTakeFirst();
  return row && toAgency(row);
}

/** Several agencies by id, in no order; ids that are none are left out. */
export async function findAgencies(db: Db, ids: readonly string[]): Promise<Agency[]> {
  const valid = [...new Set(ids)].filter(isId);
  if (valid.length === 0) return [];
  const rows = await agencies(db)
    .where('agency.id', '=', sql<string>`any(${valid}::uuid[])`)
    .execute();
  return rows.map(toAgency);
}

/**
 * The agency a code means, in any form (`G22`, `000.00.00.G22`) and closed ones included. With a day: the one that
 * bore it then; without: the one that bears it now, else the last that did.
 */
export async function agencyByCode(db: Db, text: string, date?: string): Promise<Agency | undefined> {
  const code = readCode(text);
  if (!code) return undefined;
  // Three looks at an index; one "or" over two tables would read the whole book.
  const bearers = sql<string>`(
    select id from agencies.agency where code_qd20 = ${code.qd20}
    union select id from agencies.agency where code_102 = ${code.qcvn102}
    union select agency_id from agencies.agency_code where code in (${code.qd20}, ${code.qcvn102}))`;
  const row = await agencies(db)
    .where('agency.id', 'in', bearers)
    .$if(date !== undefined, (found) => found.where(agencyExists(date ?? '')))
    .orderBy(sql`agency.valid_to desc nulls first`)
    .executeTakeFirst();
  return row && toAgency(row);
}

/** The agencies that govern or sit in a unit, as of a day (absent: of all times), by kind. */
export async function agenciesOfUnit(db: Db, unitCode: string, date?: string): Promise<Agency[]> {
  const rows = await agencies(db)
    .innerJoin('agencies.agency_kind as kind', 'kind.key', 'agency.kind')
    .where('agency.unit_code', '=', unitCode)
    .$if(date !== undefined, (found) => found.where(agencyExists(date ?? '')))
    .orderBy('kind.rank')
    .orderBy('agency.name')
    .execute();
  return rows.map(toAgency);
}

/** Ids of the open agencies that an installation hosts. */
export async function hostedOn(db: Db, site: string): Promise<string[]> {
  const rows = await on<AgenciesTables>(db)
    .selectFrom('agencies.agency as agency')
    .select('agency.id')
    .where('agency.site', '=', site)
    .where('agency.valid_to', 'is', null)
    .orderBy('agency.id')
    .execute();
  return rows.map((row) => row.id);
}

export interface NameSpan {
  readonly name: string;
  readonly shortName: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly basis: string | null;
}

/** All names an agency has borne, the oldest first, the present one last. */
export async function agencyNames(db: Db, agency: Agency): Promise<NameSpan[]> {
  const former = await on<AgenciesTables>(db)
    .selectFrom('agencies.agency_former_name')
    .select(['name', 'short_name as shortName', 'valid_from as validFrom', 'valid_to as validTo', 'basis'])
    .where('agency_id', '=', agency.id)
    .orderBy('valid_to')
    .execute();
  const since = former.at(-1)?.validTo ?? agency.validFrom;
  return [...former, { name: agency.name, shortName: agency.shortName, validFrom: since, validTo: agency.validTo, basis: agency.basis }];
}

/** What an agency was called on a day: documents show it as of their own date. Undefined for an unknown id. */
export async function agencyNameOn(db: Db, id: string, date: string): Promise<string | undefined> {
  const agency = await findAgency(db, id);
  if (!agency) return undefined;
  const names = await agencyNames(db, agency);
  return (names.find((span) => span.validTo === null || span.validTo > date) ?? names.at(-1))?.name;
}

/** Where an agency's work went, or (`from`) whence it came. */
async function links(db: Db, id: string, direction: 'to' | 'from'): Promise<LinkedAgency[]> {
  const rows = await agencies(db)
    .innerJoin('agencies.agency_link as link', direction === 'to' ? 'link.to_id' : 'link.from_id', 'agency.id')
    .select(['link.kind as linkKind', 'link.since', 'link.basis as linkBasis', 'link.confirmed'])
    .where(direction === 'to' ? 'link.from_id' : 'link.to_id', '=', id)
    .orderBy('link.since')
    .orderBy('agency.name')
    .execute();
  return rows.map(({ linkKind, since, linkBasis, confirmed, ...agency }) => ({
    agency: toAgency(agency),
    kind: linkKind as LinkedAgency['kind'],
    since,
    basis: linkBasis,
    confirmed,
  }));
}

export function successorsOf(db: Db, id: string): Promise<LinkedAgency[]> {
  return links(db, id, 'to');
}

export function predecessorsOf(db: Db, id: string): Promise<LinkedAgency[]> {
  return links(db, id, 'from');
}

/** The agencies that stand in for a closed one today, through all mergers; itself while it exists. */
export async function standingInFor(db: Db, id: string, date: string): Promise<Agency[]> {
  const rows = await query(
    db,
    sql<{ id: string }>`
      with recursive chain as (
        select ${id}::uuid as id
        union
        select link.to_id from chain
        join agencies.agency on agency.id = chain.id and agency.valid_to <= ${date}::date
        join agencies.agency_link link on link.from_id = chain.id and link.kind in ('merged-into', 'split-into') and link.since <= ${date}::date
      )
      select agency.id from chain join agencies.agency using (id) where agency.valid_to is null or agency.valid_to > ${date}::date`,
  );
  return findAgencies(
    db,
    rows.map((row) => row.id),
  );
}
