import type { Expression, SqlBool } from 'kysely';
import { type Db, on, query, sql } from '#kernel/db.ts';
import type { AgenciesTables } from '../db.gen.ts';
import type { LinkedUnit, Unit, UnitKey } from '../types.ts';

/** Columns of a Unit, for queries over `agencies.unit as unit join agencies.unit_type as type`. */
export const unitColumns = [
  'unit.code',
  'unit.valid_from as validFrom',
  'unit.valid_to as validTo',
  'unit.since_known as sinceKnown',
  'unit.type',
  'type.level',
  'unit.name',
  'unit.full_name as fullName',
  'unit.name_en as nameEn',
  'unit.parent_code as parentCode',
  'unit.parent_valid_from as parentValidFrom',
  'unit.within_name as withinName',
  'unit.resolution',
  'unit.lat',
  'unit.lon',
  'unit.area_km2 as areaKm2',
] as const;

function units(db: Db) {
  return on<AgenciesTables>(db)
    .selectFrom('agencies.unit as unit')
    .innerJoin('agencies.unit_type as type', 'type.key', 'unit.type')
    .select(unitColumns);
}

/** Whether a row named `unit` holds on a day. */
export function unitHolds(date: string): Expression<SqlBool> {
  return sql<boolean>`unit.valid_from <= ${date}::date and (unit.valid_to is null or unit.valid_to > ${date}::date)`;
}

/** All rows of all units, today's and former ones. */
export function unitRows(db: Db): Promise<Unit[]> {
  return units(db).orderBy('unit.code').orderBy('unit.valid_from').execute();
}

export interface UnitFilter {
  readonly level?: string | undefined;
  readonly type?: string | undefined;
  readonly parentCode?: string | undefined;
  /** Continue after this code. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** The units that existed on a day, by code. Days before the first our sources speak of give what is certain: little. */
export function unitsOn(db: Db, date: string, filter: UnitFilter = {}): Promise<Unit[]> {
  return units(db)
    .where(unitHolds(date))
    .$if(filter.level !== undefined, (found) => found.where('type.level', '=', filter.level ?? ''))
    .$if(filter.type !== undefined, (found) => found.where('unit.type', '=', filter.type ?? ''))
    .$if(filter.parentCode !== undefined, (found) => found.where('unit.parent_code', '=', filter.parentCode ?? ''))
    .$if(filter.after !== undefined, (found) => found.where('unit.code', '>', filter.after ?? ''))
    .orderBy('unit.code')
    .limit(filter.limit ?? 20_000)
    .execute();
}

/** The units directly inside another on a day. */
export function childrenOf(db: Db, code: string, date: string): Promise<Unit[]> {
  return unitsOn(db, date, { parentCode: code });
}

/**
 * The unit a code meant on a day; without a day, the newest that bore it. A day before the first we know of a unit
 * gives its first row when that may be older (`sinceKnown` false).
 */
export async function unitAt(db: Db, code: string, date?: string): Promise<Unit | undefined> {
  const rows = await unitHistory(db, code);
  if (date === undefined) return rows.at(-1);
  const held = rows.find((unit) => unit.validFrom <= date && (unit.validTo === null || unit.validTo > date));
  const first = rows[0];
  return held ?? (first && !first.sinceKnown && date < first.validFrom ? first : undefined);
}

export function unitByKey(db: Db, key: UnitKey): Promise<Unit | undefined> {
  return units(db).where('unit.code', '=', key.code).where('unit.valid_from', '=', key.validFrom).executeTakeFirst();
}

/** Everything a code has meant, the oldest first. */
export function unitHistory(db: Db, code: string): Promise<Unit[]> {
  return units(db).where('unit.code', '=', code).orderBy('unit.valid_from').execute();
}

/** The units above one, nearest first, as of a day (default: the day its row began). */
export async function unitsAbove(db: Db, unit: Unit, date = unit.validFrom): Promise<Unit[]> {
  const above: Unit[] = [];
  let code = unit.parentCode;
  while (code !== null && above.length < 5) {
    const parent: Unit | undefined = await unitAt(db, code, date);
    if (!parent) break;
    above.push(parent);
    code = parent.parentCode;
  }
  return above;
}

/** "xã Phú Mậu, thành phố Huế": the names of the units above one, for a line under it. */
export function placeOf(unit: Pick<Unit, 'withinName'>, above: readonly Pick<Unit, 'fullName'>[]): string {
  const names = above.map((parent) => parent.fullName);
  return [...(unit.withinName ? [unit.withinName] : []), ...names].join(', ');
}

interface Step {
  code: string;
  validFrom: string;
  part: 'whole' | 'partial';
  confirmed: boolean;
  source: string;
}

async function resolveSteps(db: Db, steps: readonly Step[]): Promise<LinkedUnit[]> {
  if (steps.length === 0) return [];
  const rows = await units(db)
    .where('unit.code', 'in', [...new Set(steps.map((step) => step.code))])
    .execute();
  const byKey = new Map(rows.map((unit) => [`${unit.code} ${unit.validFrom}`, unit]));
  return steps.flatMap(({ code, validFrom, part, confirmed, source }) => {
    const unit = byKey.get(`${code} ${validFrom}`);
    return unit ? [{ unit, part, confirmed, source }] : [];
  });
}

/**
 * What a unit had become by a day: the units that held then and took it over, through as many changes as there were.
 * One of part `whole`: all of it is there. Several, or `partial`: it was divided, and only an address or a person can
 * tell which part; never move anyone by this alone. Empty when the unit itself still held on that day, or when no
 * source says.
 */
export async function whatBecameOf(db: Db, key: UnitKey, date: string): Promise<LinkedUnit[]> {
  const steps = await query(
    db,
    sql<Step>`
      with recursive chain as (
        select to_code as code, to_valid_from as valid_from, part, confirmed, source
        from agencies.unit_link
        where from_code = ${key.code} and from_valid_from = ${key.validFrom}::date and to_valid_from <= ${date}::date
        union all
        select link.to_code, link.to_valid_from,
          case when chain.part = 'whole' and link.part = 'whole' then 'whole' else 'partial' end,
          chain.confirmed and link.confirmed, link.source
        from chain join agencies.unit_link link on link.from_code = chain.code and link.from_valid_from = chain.valid_from
        where link.to_valid_from <= ${date}::date
      )
      select distinct code, chain.valid_from as "validFrom", part, confirmed, chain.source
      from chain join agencies.unit using (code)
      where unit.valid_from = chain.valid_from and (unit.valid_to is null or unit.valid_to > ${date}::date)
      order by code`,
  );
  return resolveSteps(db, steps);
}

/** What a unit was made from; a mere change of type or name (same code, whole) is looked through. */
export async function madeFrom(db: Db, key: UnitKey): Promise<LinkedUnit[]> {
  const steps = await query(
    db,
    sql<Step>`
      with recursive chain as (
        select from_code, from_valid_from, to_code, part, confirmed, source
        from agencies.unit_link where to_code = ${key.code} and to_valid_from = ${key.validFrom}::date
        union all
        select link.from_code, link.from_valid_from, link.to_code, link.part, chain.confirmed and link.confirmed, link.source
        from chain join agencies.unit_link link on link.to_code = chain.from_code and link.to_valid_from = chain.from_valid_from
        where chain.from_code = chain.to_code and chain.part = 'whole'
      )
      select from_code as code, from_valid_from as "validFrom", part, confirmed, source
      from chain
      where not (from_code = to_code and part = 'whole' and exists (
        select from agencies.unit_link deeper where deeper.to_code = from_code and deeper.to_valid_from = from_valid_from))
      order by from_code`,
  );
  return resolveSteps(db, steps);
}
