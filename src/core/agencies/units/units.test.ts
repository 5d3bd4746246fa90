import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dataFolderSource } from './from-data-folder.ts';
import { packageSource } from './from-package.ts';
import { csvRows } from './data-folder/places.ts';
import { type Discrepancy, readFullName, sameName, type UnitSet } from './model.ts';

/** The real snapshots lie beside the checkout; they are never committed. */
export const dataFolder = '../shared/data';
const hasData = existsSync(`${dataFolder}/admin-units`);

function count(set: UnitSet, level: string, day: string): number {
  const digits = { province: 2, district: 3, commune: 5 }[level];
  return set.units.filter((unit) => unit.code.length === digits && unit.validFrom <= day && (unit.validTo ?? '9') > day).length;
}

function kinds(discrepancies: readonly Discrepancy[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(discrepancies, (row) => row.kind)].map(([kind, rows]) => [kind, rows.length]));
}

/** A link to a row that is not there would fail only at the commit. */
function danglingLinks(set: UnitSet): number {
  const keys = new Set(set.units.map((unit) => `${unit.code} ${unit.validFrom}`));
  const parents = set.units.filter((unit) => unit.parentCode && !keys.has(`${unit.parentCode} ${unit.parentValidFrom}`));
  const links = set.links.filter(
    (link) => !keys.has(`${link.fromCode} ${link.fromValidFrom}`) || !keys.has(`${link.toCode} ${link.toValidFrom}`),
  );
  return parents.length + links.length;
}

describe('the package', async () => {
  const set = await packageSource().load();

  test('has 63, then 34 provinces, and 3,321 communes of today', () => {
    expect(count(set, 'province', '2025-06-30')).toBe(63);
    expect(count(set, 'province', '2025-07-01')).toBe(34);
    expect(count(set, 'commune', '2025-07-01')).toBe(3321);
    expect(count(set, 'commune', '2026-11-21')).toBe(3321);
    expect(danglingLinks(set)).toBe(0);
  });

  test('the two older codes are corrected, and only for communes of today', () => {
    expect(set.units.find((unit) => unit.code === '06978' && unit.validTo === null)?.name).toBe('Ba Chẽ');
    expect(set.units.find((unit) => unit.code === '23938' && unit.validTo === null)?.name).toBe('Ia Mơ');
    expect(set.units.find((unit) => unit.code === '06970')).toMatchObject({ fullName: 'Thị trấn Ba Chẽ', validTo: '2025-07-01' });
    expect(kinds(set.discrepancies)['code-corrected']).toBe(2);
  });

  test('mappings that lead to no commune of today, or name no old code, are reported', () => {
    const found = kinds(set.discrepancies);
    expect(found['target-by-name'] ?? 0).toBeGreaterThanOrEqual(323);
    expect(found['old-code-missing']).toBeGreaterThan(900);
    expect(set.discrepancies.every((row) => row.values.length > 0)).toBe(true);
  });

  test('Đồng Nai is a city with ten more phường since 2026-04-30, with their codes kept', () => {
    const today = set.units.filter((unit) => unit.validFrom === '2026-04-30');
    expect(today.map((unit) => unit.type).toSorted()).toEqual([...Array(10).fill('phuong'), 'thanh-pho-trung-uong']);
    expect(
      set.links.filter((link) => link.toValidFrom === '2026-04-30' && link.part === 'whole' && link.fromCode === link.toCode),
    ).toHaveLength(11);
  });
});

describe.skipIf(!hasData)('the data folder (skipped where ../shared/data is absent)', async () => {
  const set = hasData ? await dataFolderSource(dataFolder).load() : { units: [], links: [], discrepancies: [] };

  test('has the counts of the three snapshots', () => {
    expect(count(set, 'province', '2025-06-30')).toBe(63);
    expect(count(set, 'district', '2025-06-30')).toBe(696);
    expect(count(set, 'district', '2025-07-01')).toBe(0);
    expect(count(set, 'commune', '2025-06-30')).toBe(10_035);
    expect(count(set, 'commune', '2025-07-01')).toBe(3321);
    expect(danglingLinks(set)).toBe(0);
  });

  test('every commune of today has a place and an origin', () => {
    const today = set.units.filter((unit) => unit.code.length === 5 && unit.validTo === null);
    expect(today.filter((unit) => unit.lat === null || unit.lon === null)).toEqual([]);
    // The file gives no area for two communes of Quảng Trị.
    expect(today.filter((unit) => unit.areaKm2 === null).map((unit) => unit.code)).toEqual(['19147', '19159']);
    const { 'no-history': none, 'no-successor': lost } = kinds(set.discrepancies);
    expect([none, lost]).toEqual([undefined, undefined]);
  });

  test('1,012 links are partial, as the mapping says', () => {
    expect(set.links.filter((link) => link.part === 'partial')).toHaveLength(1012);
  });

  test('what disagrees is reported', () => {
    expect(kinds(set.discrepancies)).toMatchObject({ 'old-unit-unknown': 12, name: 22, 'link-in-one-source': 62 });
  });
});

test('names and types are told apart', () => {
  expect(readFullName('commune', 'Phường Vỹ Dạ')).toEqual({ type: 'phuong', name: 'Vỹ Dạ' });
  expect(readFullName('district', 'Thành phố Thủ Đức')).toEqual({ type: 'thanh-pho-thuoc-tinh', name: 'Thủ Đức' });
  expect(readFullName('province', 'Cao Bằng')).toBeUndefined();
  expect(sameName('Hòa Bình', 'Hoà  Bình')).toBe(true);
  expect(sameName('Hòa Bình', 'Hóa Bình')).toBe(false);
});

test('CSV fields may be quoted', () => {
  expect(csvRows('a,b\n"x, ""y""",2\n')).toEqual([{ a: 'x, "y"', b: '2' }]);
});
