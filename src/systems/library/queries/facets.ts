import { type Db, on } from '#kernel/db.ts';
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
  readonly label: string;
  readonly labelEn: string;
  readonly count: number;
}

export type FacetName = 'kind' | 'issuer' | 'field' | 'year' | 'status';
export type Facets = Readonly<Record<FacetName, readonly FacetValue[]>>;

const names: readonly FacetName[] = ['kind', 'issuer', 'field', 'year', 'status'];
const MOST_VALUES = 12;

/** Facet values by name, most frequent first (years newest first), with what a person reads. */
export async function facetsOf(db: Db, rows: readonly FacetRow[]): Promise<Facets> {
  const kinds = await kindLabels(db);
  const groups = new Map<FacetName, FacetValue[]>(names.map((name) => [name, []]));
  for (const row of rows) {
    const name = names.find((candidate) => row[candidate] !== null);
    if (!name) continue;
    const value = String(row[name]);
    const [label, labelEn] = labelsOf(name, value, row, kinds);
    groups.get(name)?.push({ value, label, labelEn, count: row.n });
  }
  const top = (name: FacetName) =>
    (groups.get(name) ?? [])
      .toSorted((a, b) => (name === 'year' ? Number(b.value) - Number(a.value) : b.count - a.count || (a.value < b.value ? -1 : 1)))
      .slice(0, MOST_VALUES);
  return { kind: top('kind'), issuer: top('issuer'), field: top('field'), year: top('year'), status: top('status') };
}

function labelsOf(name: FacetName, value: string, row: FacetRow, kinds: ReadonlyMap<string, readonly [string, string]>): readonly [string, string] {
  if (name === 'kind') return kinds.get(value) ?? [value, value];
  const label = (name === 'issuer' ? row.issuerName : name === 'field' ? row.fieldName : null) ?? value;
  return [label, label];
}

let kindNames: Map<string, readonly [string, string]> | undefined;

/** Names of kinds come with the product's migrations and stay as they are while it runs. */
export async function kindLabels(db: Db): Promise<Map<string, readonly [string, string]>> {
  if (!kindNames) {
    const rows = await on<Tables>(db).selectFrom('documents.kind').select(['code', 'name', 'name_en']).execute();
    kindNames = new Map(rows.map((row) => [row.code, [row.name, row.name_en] as const]));
  }
  return kindNames;
}
