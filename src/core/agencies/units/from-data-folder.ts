import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { UnitSet, UnitSource } from './model.ts';
import { provinceHistory } from './provinces.ts';
import { readBounded, readJson } from './read-json.ts';
import { crossCheckLinks, linksOf } from './data-folder/links.ts';
import { locate, readPlaces } from './data-folder/places.ts';
import { Snapshot63, Snapshot34, Splits, Merges } from './data-folder/shapes.ts';
import { formerUnits, provincesOfToday, unitsSinceReform } from './data-folder/snapshots.ts';

const files = {
  snapshot63: 'admin-units/units-63-until-2025-06-30.v2.4.1.json',
  snapshot34: 'admin-units/units-34-from-2025-07-01.v3.0.2.json',
  snapshotNow: 'admin-units/units-34-from-2026-04-30.head.json',
  splits: 'admin-successors/splits.json',
  merges: 'admin-successors/merges.json',
  places: 'admin-centroids/2025_34-province-3321-ward_with_location.csv',
  secondMapping: 'admin-centroids/convert_legacy_2025_simple.csv',
} as const;

/**
 * A folder with three dated snapshots of all units, two mappings made apart from each other, and the middle points of
 * today's communes. Everything is checked against everything else; what disagrees is in `discrepancies`.
 */
export function dataFolderSource(folder: string): UnitSource {
  return {
    name: 'data-folder',
    fingerprint: async () => {
      const hash = createHash('sha256');
      for (const name of Object.values(files)) hash.update((await readBounded(join(folder, name))).sha256);
      return hash.digest('hex');
    },
    load: () => load(folder),
  };
}

async function load(folder: string): Promise<UnitSet> {
  const at = (name: keyof typeof files): string => join(folder, files[name]);
  const before = await readJson(at('snapshot63'), Snapshot63);
  const since = await readJson(at('snapshot34'), Snapshot34);
  const now = await readJson(at('snapshotNow'), Snapshot34);
  const places = readPlaces((await readBounded(at('places'))).text);
  const provinces = provinceHistory(provincesOfToday(since), (code) => before.find((row) => row.Code === code)?.FullNameEn ?? null);
  const former = formerUnits(before, provinces.before);
  const today = unitsSinceReform(since, now, provinces);
  const located = locate(today.units, places);
  const links = linksOf(
    await readJson(at('splits'), Splits),
    await readJson(at('merges'), Merges),
    (await readBounded(at('secondMapping'))).text,
    { former: former.units, today: located.units },
  );
  return {
    units: [...today.provinces, ...former.units, ...located.units],
    links: [...provinces.links, ...today.links, ...links.links],
    discrepancies: [
      ...former.discrepancies,
      ...today.discrepancies,
      ...located.discrepancies,
      ...links.discrepancies,
      ...crossCheckLinks(links.links, former.units, located.units),
    ],
  };
}
