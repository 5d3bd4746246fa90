import { type Db, on } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Tables } from '../tables.ts';

export interface FacetValue {
  readonly value: string;
  /** As shown; status values are translated by the page. */
  readonly label: Text;
  readonly count: number;
}

export type FacetName = 'kind' | 'issuer' | 'field' | 'year' | 'status';
export type Facets = Readonly<Record<FacetName, readonly FacetValue[]>>;

const names: readonly FacetName[] = ['kind', 'issuer', 'field', 'year', 'status'];
const MOST_VALUES = 12;

/** GROUPING() of library.find's sets: a bit is 0 for the column that a group is of. */
const sets: ReadonlyMap<string, FacetName> = new Map([
  ['15', 'kind'],
  ['23', 'issuer'],
  ['27', 'field'],
  ['29', 'year'],
  ['30', 'status'],
]);

/** Facet values by name, most frequent first (years newest first), with what a person reads; from the lines of library.find. */
export async function facetsOf(db: Db, lines: string | null): Promise<Facets> {
  const kinds = await kindNames(db);
  const groups = new Map<FacetName, FacetValue[]>(names.map((name) => [name, []]));
  for (const line of lines === null ? [] : lines.split('\n')) {
    const [set = '', value = '', label = '', count = ''] = line.split('\t');
    const name = sets.get(set);
    if (name) groups.get(name)?.push({ value, label: labelOf(name, value, label, kinds), count: Number(count) });
  }
  const top = (name: FacetName) =>
    (groups.get(name) ?? [])
      .toSorted((a, b) => (name === 'year' ? Number(b.value) - Number(a.value) : b.count - a.count || (a.value < b.value ? -1 : 1)))
      .slice(0, MOST_VALUES);
  return { kind: top('kind'), issuer: top('issuer'), field: top('field'), year: top('year'), status: top('status') };
}

function labelOf(name: FacetName, value: string, label: string, kinds: ReadonlyMap<string, Text>): Text {
  const shown = label || value;
  return (name === 'kind' ? kinds.get(value) : undefined) ?? { vi: shown, en: shown };
}

let known: Map<string, Text> | undefined;

/** Names of the kinds by code. They come with the product's migrations and stay as they are while it runs. */
export async function kindNames(db: Db): Promise<ReadonlyMap<string, Text>> {
  if (!known) {
    const rows = await on<Tables>(db).selectFrom('documents.kind').select(['code', 'name', 'name_en']).execute();
    known = new Map(rows.map((row) => [row.code, { vi: row.name, en: row.name_en }]));
  }
  return known;
}
