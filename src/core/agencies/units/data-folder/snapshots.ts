import { tidy } from '#kernel/text.ts';
import { applyRetypings, retypingResolution } from '../changes.ts';
import { communeResolutions } from '../former-provinces.ts';
import {
  type Discrepancy,
  draft,
  FIRST_KNOWN_DAY,
  type LinkDraft,
  note,
  readFullName,
  REFORM_DAY,
  sameName,
  type UnitDraft,
} from '../model.ts';
import type { ProvinceHistory, ProvinceOfToday } from '../provinces.ts';
import type { CommuneRow, Snapshot34, Snapshot63 } from './shapes.ts';

export const SNAPSHOT_63 = 'units-63-until-2025-06-30';
export const SNAPSHOT_34 = 'units-34-from-2025-07-01';
export const SNAPSHOT_NOW = 'units-34-from-2026-04-30';
/** First day of the third snapshot. */
const NOW_DAY = '2026-04-30';

interface Found {
  units: UnitDraft[];
  discrepancies: Discrepancy[];
}

interface NamedRow {
  readonly Code: string;
  readonly FullName: string;
  readonly FullNameEn: string;
}

function readNamed(
  found: Found,
  source: string,
  level: string,
  row: NamedRow,
): { type: string; name: string; fullName: string; nameEn: string } | undefined {
  const fullName = tidy(row.FullName);
  if (row.FullName !== row.FullName.normalize('NFC')) {
    found.discrepancies.push(note('not-nfc', row.Code, { [source]: row.FullName }, fullName));
  }
  const named = readFullName(level, fullName);
  if (!named) {
    found.discrepancies.push(note('name', row.Code, { [source]: row.FullName }, ''));
    return undefined;
  }
  return { ...named, fullName, nameEn: row.FullNameEn };
}

/** Districts and communes as they were until the reform. */
export function formerUnits(snapshot: Snapshot63, provinces: ReadonlyMap<string, UnitDraft>): Found {
  const found: Found = { units: [], discrepancies: [] };
  const span = { validFrom: FIRST_KNOWN_DAY, validTo: REFORM_DAY, sinceKnown: false };
  for (const province of snapshot) {
    const parent = provinces.get(province.Code);
    if (!parent) {
      found.discrepancies.push(note('old-unit-unknown', province.Code, { [SNAPSHOT_63]: province.FullName }, ''));
      continue;
    }
    for (const district of province.District) {
      const named = readNamed(found, SNAPSHOT_63, 'district', district);
      if (!named) continue;
      found.units.push(draft({ code: district.Code, ...span, ...named, parentCode: parent.code, parentValidFrom: parent.validFrom }));
      for (const commune of district.Ward ?? []) {
        const communeName = readNamed(found, SNAPSHOT_63, 'commune', commune);
        if (!communeName) continue;
        found.units.push(
          draft({ code: commune.Code, ...span, ...communeName, parentCode: district.Code, parentValidFrom: FIRST_KNOWN_DAY }),
        );
      }
    }
  }
  return found;
}

export function provincesOfToday(snapshot: Snapshot34): ProvinceOfToday[] {
  return snapshot.flatMap((row) => {
    const named = readFullName('province', row.FullName);
    return named ? [{ code: row.Code, ...named, nameEn: row.FullNameEn }] : [];
  });
}

interface SinceReform extends Found {
  provinces: UnitDraft[];
  links: LinkDraft[];
}

/** Provinces and communes since the reform: one row while the type stays, a further one from the day it changed. */
export function unitsSinceReform(first: Snapshot34, second: Snapshot34, history: ProvinceHistory): SinceReform {
  const found: SinceReform = { units: [], discrepancies: [], provinces: [], links: [] };
  const retyped = applyRetypings(history.units);
  found.provinces.push(...retyped.units);
  found.links.push(...retyped.links);
  const later = new Map(second.flatMap((province) => province.Wards.map((row) => [row.Code, row] as const)));
  for (const province of first) {
    const parent = retyped.units.find(
      (unit) => unit.code === province.Code && unit.validFrom <= REFORM_DAY && (unit.validTo ?? '9') > REFORM_DAY,
    );
    if (!parent) continue;
    for (const row of province.Wards) {
      addCommune(found, row, later.get(row.Code), parent);
      later.delete(row.Code);
    }
  }
  for (const row of later.values()) {
    found.discrepancies.push(note('unit-in-one-source', row.Code, { [SNAPSHOT_NOW]: row.FullName }, ''));
  }
  return found;
}

function addCommune(found: SinceReform, row: CommuneRow, later: CommuneRow | undefined, parent: UnitDraft): void {
  const named = readNamed(found, SNAPSHOT_34, 'commune', row);
  if (!named) return;
  const base = draft({
    code: row.Code,
    validFrom: REFORM_DAY,
    ...named,
    parentCode: parent.code,
    parentValidFrom: parent.validFrom,
    resolution: communeResolutions.get(parent.code) ?? null,
  });
  const laterNamed = later && readNamed(found, SNAPSHOT_NOW, 'commune', later);
  if (!laterNamed) found.discrepancies.push(note('unit-in-one-source', row.Code, { [SNAPSHOT_34]: row.FullName }, row.FullName));
  else noteName(found, row.Code, named, laterNamed);
  if (!laterNamed || laterNamed.type === named.type) found.units.push({ ...base, ...laterNamed });
  else addRetyped(found, base, { ...base, ...laterNamed });
}

/** The commune as it was until the type changed, and as it is since. */
function addRetyped(found: SinceReform, before: UnitDraft, since: UnitDraft): void {
  const parent = found.provinces.find((unit) => unit.code === before.parentCode && unit.validTo === null);
  const parentValidFrom = parent?.validFrom ?? before.parentValidFrom;
  found.units.push(
    { ...before, validTo: NOW_DAY },
    { ...since, validFrom: NOW_DAY, parentValidFrom, resolution: retypingResolution(NOW_DAY) },
  );
  found.links.push({
    fromCode: before.code,
    fromValidFrom: before.validFrom,
    toCode: before.code,
    toValidFrom: NOW_DAY,
    part: 'whole',
    confirmed: true,
  });
}

interface Named {
  readonly type: string;
  readonly name: string;
}

function noteName(found: Found, code: string, first: Named, second: Named): void {
  if (first.name === second.name) return;
  found.discrepancies.push({
    kind: sameName(first.name, second.name) ? 'spelling' : 'name',
    row: code,
    values: [
      { source: SNAPSHOT_34, value: first.name },
      { source: SNAPSHOT_NOW, value: second.name },
    ],
    taken: second.name,
  });
}
