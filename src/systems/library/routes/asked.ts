import { type Static, Type } from '#kernel/schema.ts';
import type { FilterValues } from '../rules/query.ts';
import type { Filter } from '../rules/terms.ts';
import type { Asked } from '../views/search-page.tsx';

const word = Type.Optional(Type.String());

/** The address of a search: /van-ban?q=…&loai=…; the same parameters make its feeds. */
export const SearchQuery = Type.Object({
  q: word,
  loai: word,
  'co-quan': word,
  'linh-vuc': word,
  nam: word,
  'don-vi': word,
  'tinh-trang': word,
  'hieu-luc': word,
  'noi-nhan': word,
  xep: word,
  sau: word,
  lang: word,
  theme: word,
});

/** The parameters of a search, as they came or as another address names them. */
export type SearchParameters = { readonly [Name in keyof Static<typeof SearchQuery>]?: string | undefined };

const filterNames = {
  loai: 'kind',
  'co-quan': 'issuer',
  'linh-vuc': 'field',
  nam: 'year',
  'don-vi': 'unit',
  'tinh-trang': 'status',
  'hieu-luc': 'force',
  'noi-nhan': 'to',
} as const satisfies Partial<Record<keyof SearchParameters, Filter>>;

const LONGEST_VALUE = 200;
const forceValues: Readonly<Record<string, string>> = { con: 'yes', het: 'no' };

/** What an address asks for: as written, and as filters of the index. */
export function readAsked(query: SearchParameters): { asked: Asked; filters: FilterValues } {
  const written: Record<string, string> = {};
  const filters: Partial<Record<Filter, string>> = {};
  for (const [name, filter] of Object.entries(filterNames) as [keyof typeof filterNames, Filter][]) {
    const value = query[name]?.trim().slice(0, LONGEST_VALUE);
    if (!value) continue;
    written[name] = value;
    filters[filter] = filter === 'force' ? (forceValues[value] ?? value) : value;
  }
  const order = query.xep === 'moi' ? 'date' : 'relevance';
  return { asked: { q: (query.q ?? '').slice(0, LONGEST_VALUE), order, filters: written, after: query.sau }, filters };
}
