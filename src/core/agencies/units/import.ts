import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { fold } from '#kernel/text.ts';
import { now } from '#kernel/time.ts';
import type { AgenciesTables } from '../db.gen.ts';
import type { Discrepancy, LinkDraft, UnitDraft, UnitSet, UnitSource } from './model.ts';
import { type NamedUnit, unitWords } from './search-words.ts';

export interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

export interface ImportReport {
  readonly source: string;
  readonly fingerprint: string;
  readonly units: Counts;
  readonly links: Counts & { readonly removed: number };
  readonly discrepancies: readonly Discrepancy[];
  /** True when every row was there already, the same. */
  readonly nothingChanged: boolean;
}

export type OnProgress = (done: number, total: number, what: Text) => void;

const STEPS = 4;

/**
 * Stores what a source knows: new rows are added, differing ones set right, the same left alone, none deleted except
 * links that a better source contradicts. Call it in a transaction.
 */
export async function importUnits(tx: Db, source: UnitSource, onProgress: OnProgress = () => undefined): Promise<ImportReport> {
  onProgress(0, STEPS, { vi: 'Đọc danh mục đơn vị hành chính', en: 'Reading the list of administrative units' });
  const [set, fingerprint] = await Promise.all([source.load(), source.fingerprint()]);
  onProgress(1, STEPS, { vi: 'Ghi đơn vị hành chính', en: 'Storing administrative units' });
  const units = await storeUnits(tx, set, source.name);
  onProgress(2, STEPS, { vi: 'Ghi quan hệ sáp nhập, chia tách', en: 'Storing mergers and divisions' });
  const links = await storeLinks(tx, set.links, source.name);
  onProgress(3, STEPS, { vi: 'Ghi biên bản nhập', en: 'Storing the report' });
  const nothingChanged = units.added + units.changed + links.added + links.changed + links.removed === 0;
  await remember(tx, source.name, fingerprint, set.discrepancies);
  onProgress(STEPS, STEPS, { vi: 'Xong danh mục đơn vị hành chính', en: 'Administrative units are ready' });
  return { source: source.name, fingerprint, units, links, discrepancies: set.discrepancies, nothingChanged };
}

/** Whether exactly this input was imported before, so that a start need not read it again. */
export async function wasImported(db: Db, source: UnitSource): Promise<boolean> {
  const found = await on<AgenciesTables>(db)
    .selectFrom('agencies.unit_import')
    .select('fingerprint')
    .where('source', '=', source.name)
    .executeTakeFirst();
  return found !== undefined && found.fingerprint === (await source.fingerprint());
}

/** What the newest import of each source reported. */
export async function importReports(db: Db): Promise<{ source: string; at: Date; discrepancies: Discrepancy[] }[]> {
  const rows = await on<AgenciesTables>(db)
    .selectFrom('agencies.unit_import')
    .select(['source', 'at', 'discrepancies'])
    .orderBy('source')
    .execute();
  return rows.map((row) => ({ ...row, discrepancies: row.discrepancies as Discrepancy[] }));
}

async function remember(tx: Db, source: string, fingerprint: string, discrepancies: readonly Discrepancy[]): Promise<void> {
  const values = { fingerprint, at: now(), discrepancies: JSON.stringify(discrepancies) };
  await on<AgenciesTables>(tx)
    .insertInto('agencies.unit_import')
    .values({ source, ...values })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(values).where('agencies.unit_import.fingerprint', '!=', fingerprint))
    .execute();
}

/** The words of each unit with those of the units above it, as of the day its row began. */
function withWords(units: readonly UnitDraft[], levels: ReadonlyMap<string, string>): (UnitDraft & { words: string })[] {
  const byKey = new Map(units.map((unit) => [`${unit.code} ${unit.validFrom}`, unit]));
  const named = (unit: UnitDraft): NamedUnit => ({ ...unit, level: levels.get(unit.type) ?? '' });
  return units.map((unit) => {
    const above: NamedUnit[] = [];
    let parent = byKey.get(`${unit.parentCode} ${unit.parentValidFrom}`);
    while (parent) {
      above.push(named(parent));
      parent = byKey.get(`${parent.parentCode} ${parent.parentValidFrom}`);
    }
    return { ...unit, words: unitWords(named(unit), above, unit.withinName ? [unit.withinName] : []) };
  });
}

async function levelsOfTypes(tx: Db): Promise<Map<string, string>> {
  const types = await on<AgenciesTables>(tx).selectFrom('agencies.unit_type').select(['key', 'level']).execute();
  return new Map(types.map((type) => [type.key, type.level]));
}

async function storeUnits(tx: Db, set: UnitSet, source: string): Promise<Counts> {
  const rows = withWords(set.units, await levelsOfTypes(tx)).map((unit) => ({ ...unit, nameFolded: fold(unit.name) }));
  // Earlier rows of a code first: at most one row of a code may be open at any moment.
  const written = await query(
    tx,
    sql<{ inserted: boolean }>`
      insert into agencies.unit as known
        (code, valid_from, valid_to, since_known, type, name, full_name, name_en, name_folded, parent_code, parent_valid_from,
         within_name, resolution, lat, lon, area_km2, source, search)
      select code, "validFrom", "validTo", "sinceKnown", type, name, "fullName", "nameEn", "nameFolded", "parentCode", "parentValidFrom",
        "withinName", resolution, lat, lon, "areaKm2", ${source}, array_to_tsvector(string_to_array(words, ' '))
      from json_to_recordset(${JSON.stringify(rows)}::json) as given
        (code text, "validFrom" date, "validTo" date, "sinceKnown" boolean, type text, name text, "fullName" text, "nameEn" text,
         "nameFolded" text, "parentCode" text, "parentValidFrom" date, "withinName" text, resolution text, lat double precision,
         lon double precision, "areaKm2" double precision, words text)
      order by "validFrom"
      on conflict (code, valid_from) do update set
        valid_to = excluded.valid_to, since_known = excluded.since_known, type = excluded.type, name = excluded.name,
        full_name = excluded.full_name, name_en = excluded.name_en, name_folded = excluded.name_folded,
        parent_code = excluded.parent_code, parent_valid_from = excluded.parent_valid_from, within_name = excluded.within_name,
        resolution = excluded.resolution, lat = excluded.lat, lon = excluded.lon, area_km2 = excluded.area_km2,
        source = excluded.source, search = excluded.search
      where (known.source = excluded.source or excluded.source = 'data-folder')
        and (known.valid_to, known.since_known, known.type, known.full_name, known.name_en, known.parent_code, known.parent_valid_from,
             known.within_name, known.resolution, known.lat, known.lon, known.area_km2, known.source, known.search)
          is distinct from
            (excluded.valid_to, excluded.since_known, excluded.type, excluded.full_name, excluded.name_en, excluded.parent_code,
             excluded.parent_valid_from, excluded.within_name, excluded.resolution, excluded.lat, excluded.lon, excluded.area_km2,
             excluded.source, excluded.search)
      returning xmax = 0 as inserted`,
  );
  return countsOf(written, set.units.length);
}

function countsOf(written: readonly { inserted: boolean }[], total: number): Counts {
  const added = written.filter((row) => row.inserted).length;
  return { added, changed: written.length - added, unchanged: total - written.length };
}

async function storeLinks(tx: Db, links: readonly LinkDraft[], source: string): Promise<Counts & { removed: number }> {
  const given = sql`json_to_recordset(${JSON.stringify(links)}::json) as given
    ("fromCode" text, "fromValidFrom" date, "toCode" text, "toValidFrom" date, part text, confirmed boolean)`;
  const removed = source === 'data-folder' ? await removeContradicted(tx, given) : 0;
  // A weaker source adds no link to a unit for which a better one has spoken.
  const written = await query(
    tx,
    sql<{ inserted: boolean }>`
      insert into agencies.unit_link as known (from_code, from_valid_from, to_code, to_valid_from, part, source, confirmed)
      select "fromCode", "fromValidFrom", "toCode", "toValidFrom", part, ${source}, confirmed from ${given}
      where ${source} = 'data-folder' or not exists (
        select from agencies.unit_link better
        where better.from_code = "fromCode" and better.from_valid_from = "fromValidFrom" and better.source = 'data-folder')
      on conflict (from_code, from_valid_from, to_code, to_valid_from) do update
        set part = excluded.part, source = excluded.source, confirmed = excluded.confirmed
      where (known.part, known.source, known.confirmed) is distinct from (excluded.part, excluded.source, excluded.confirmed)
      returning xmax = 0 as inserted`,
  );
  return { ...countsOf(written, links.length), removed };
}

async function removeContradicted(tx: Db, given: ReturnType<typeof sql>): Promise<number> {
  const rows = await query(
    tx,
    sql<{ code: string }>`
      with said as (select * from ${given})
      delete from agencies.unit_link old
      where old.source <> 'data-folder'
        and exists (select from said where "fromCode" = old.from_code and "fromValidFrom" = old.from_valid_from)
        and not exists (
          select from said where ("fromCode", "fromValidFrom", "toCode", "toValidFrom")
            = (old.from_code, old.from_valid_from, old.to_code, old.to_valid_from))
      returning old.from_code as code`,
  );
  return rows.length;
}
