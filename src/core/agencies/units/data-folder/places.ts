import { communeCodeOfToday } from '../changes.ts';
import { type Discrepancy, sameName, type UnitDraft } from '../model.ts';

const PLACES = 'admin-centroids';

/** Where a commune lies: middle point in degrees (WGS 84) and area in km². */
export interface Place {
  readonly fullName: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly areaKm2: number | null;
}

/** Rows of a CSV whose fields may be quoted, as objects by the names in its first line. */
export function csvRows(text: string): Record<string, string>[] {
  const [head, ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const names = fields(head ?? '');
  return lines.map((line) => Object.fromEntries(fields(line).map((value, index) => [names[index] ?? '', value])));
}

function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
}

function numberIn(text: string | undefined, min: number, max: number): number | null {
  const value = Number(text || NaN);
  return value >= min && value <= max ? value : null;
}

/** By commune code of today; the file lost the zeros at the front of its codes. */
export function readPlaces(text: string): Map<string, Place> {
  return new Map(
    csvRows(text).map((row) => [
      communeCodeOfToday(row['wardCode'] ?? '').code,
      {
        fullName: row['ward'] ?? '',
        lat: numberIn(row['wardLat'], 6, 24),
        lon: numberIn(row['wardLon'], 100, 120),
        areaKm2: numberIn(row['wardAreaKm2'], 0, 20_000),
      },
    ]),
  );
}

/** Gives each commune its place; says which have none, and which bear another name there. */
export function locate(
  units: readonly UnitDraft[],
  places: ReadonlyMap<string, Place>,
): { units: UnitDraft[]; discrepancies: Discrepancy[] } {
  const discrepancies: Discrepancy[] = [];
  const known = new Set(units.map((unit) => unit.code));
  for (const [code, place] of places) {
    if (!known.has(code))
      discrepancies.push({ kind: 'unit-in-one-source', row: code, values: [{ source: PLACES, value: place.fullName }], taken: '' });
  }
  const located = units.map((unit) => {
    const place = places.get(unit.code);
    if (!place) {
      discrepancies.push({
        kind: 'unit-in-one-source',
        row: unit.code,
        values: [{ source: 'admin-units', value: unit.fullName }],
        taken: unit.fullName,
      });
      return unit;
    }
    // The places are of August 2025: later types are not in them.
    if (unit.validTo !== null || units.filter((other) => other.code === unit.code).length === 1) noteName(discrepancies, unit, place);
    return { ...unit, lat: place.lat, lon: place.lon, areaKm2: place.areaKm2 };
  });
  return { units: located, discrepancies };
}

function noteName(discrepancies: Discrepancy[], unit: UnitDraft, place: Place): void {
  if (place.fullName === unit.fullName) return;
  discrepancies.push({
    kind: sameName(place.fullName, unit.fullName) ? 'spelling' : 'name',
    row: unit.code,
    values: [
      { source: 'admin-units', value: unit.fullName },
      { source: PLACES, value: place.fullName },
    ],
    taken: unit.fullName,
  });
}
