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

/** In the order of the cells. */
const names: readonly FacetName[] = ['kind', 'issuer', 'field', 'year', 'status'];
/** Cell in which the name of an issuer or a field stands; the other values are their own. */
const labelled: readonly (number | undefined)[] = [undefined, 5, 6];
const MOST_VALUES = 12;

/** Facet values by name, most frequent first (years newest first), with what a person reads; from library.document_index.facets of each match, a line each. */
export async function facetsOf(db: Db, lines: string | null): Promise<Facets> {
  const kinds = await kindNames(db);
  const groups = names.map(() => new Map<string, { label: string; count: number }>());
  for (const line of lines === null ? [] : lines.split('\n')) {
    const cells = line.split('\t');
    for (const [at, group] of groups.entries()) {
      const value = cells[at] ?? '';
      const label = cells[labelled[at] ?? at] ?? '';
      const known = group.get(value);
      if (value !== '') group.set(value, { label: known && known.label < label ? known.label : label, count: (known?.count ?? 0) + 1 });
    }
  }
  const top = (name: FacetName): FacetValue[] =>
    [...(groups[names.indexOf(name)] ?? [])]
      .toSorted(([a, one], [b, other]) => (name === 'year' ? Number(b) - Number(a) : other.count - one.count || (a < b ? -1 : 1)))
      .slice(0, MOST_VALUES)
      .map(([value, { label, count }]) => ({ value, label: labelOf(name, value, label, kinds), count }));
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
