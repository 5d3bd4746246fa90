import { type Db, on } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Tables } from '../tables.ts';

/** One group of the grouping sets: the column it groups by is set, the others are null. */
export interface FacetRow {
  readonly kind: string | null;
  readonly issuer: string | null;
  readonly field: string | null;
  readonly year: number | null;
  readonly status: string | null;
  readonly issuerName: string | null;
  readonly fieldName: string | null;
  readonly n: number;
}

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

/** Facet values by name, most frequent first (years newest first), with what a person reads. */
export async function facetsOf(db: Db, rows: readonly FacetRow[]): Promise<Facets> {
  const kinds = await kindNames(db);
  const groups = new Map<FacetName, FacetValue[]>(names.map((name) => [name, []]));
  for (const row of rows) {
    const name = names.find((candidate) => row[candidate] !== null);
    if (!name) continue;
    const value = String(row[name]);
    groups.get(name)?.push({ value, label: labelOf(name, value, row, kinds), count: row.n });
  }
  const top = (name: FacetName) =>
    (groups.get(name) ?? [])
      .toSorted((a, b) => (name === 'year' ? Number(b.value) - Number(a.value) : b.count - a.count || (a.value < b.value ? -1 : 1)))
      .slice(0, MOST_VALUES);
  return { kind: top('kind'), issuer: top('issuer'), field: top('field'), year: top('year'), status: top('status') };
}

function labelOf(name: FacetName, value: string, row: FacetRow, kinds: ReadonlyMap<string, Text>): Text {
  const label = (name === 'issuer' ? row.issuerName : name === 'field' ? row.fieldName : null) ?? value;
  return (name === 'kind' ? kinds.get(value) : undefined) ?? { vi: label, en: label };
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
