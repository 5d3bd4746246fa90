import { type Static, Type } from '#kernel/schema.ts';
import type { Facet, ListPlace, Narrowing } from './queries.ts';

const word = Type.Optional(Type.String());

/** The address of a list: /thu-tuc?q=…&linh-vuc=… */
export const ListQuery = Type.Object({
  q: word,
  'linh-vuc': word,
  cap: word,
  'doi-tuong': word,
  bo: word,
  cach: word,
  sau: word,
  lang: word,
  theme: word,
});
type Query = Static<typeof ListQuery>;

export const facetNames = {
  field: 'linh-vuc',
  level: 'cap',
  audience: 'doi-tuong',
  keeper: 'bo',
  channel: 'cach',
} as const satisfies Record<Facet, keyof Query>;
const LONGEST = 200;
/** Levels and channels in an address are Vietnamese, as everything in it. */
const values: Readonly<Record<string, string>> = {
  bo: 'ministry',
  tinh: 'province',
  xa: 'commune',
  khac: 'other',
  'truc-tuyen': 'online',
  'buu-chinh': 'post',
  'truc-tiep': 'in-person',
};
const written: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(values).map(([word_, value]) => [value, word_]));

export interface AskedList {
  readonly q: string;
  /** As the address has them. */
  readonly filters: Readonly<Record<string, string>>;
  readonly narrowing: Narrowing;
  readonly after: string | undefined;
}

export function readList(query: { readonly [Name in keyof Query]?: string | undefined }): AskedList {
  const filters: Record<string, string> = {};
  const narrowing: Record<string, string> = {};
  for (const [facet, name] of Object.entries(facetNames) as [Facet, keyof Query][]) {
    const value = query[name]?.normalize('NFC').replaceAll('\0', '').trim().slice(0, LONGEST);
    if (!value) continue;
    filters[name] = value;
    narrowing[facet] = facet === 'level' || facet === 'channel' ? (values[value] ?? value) : value;
  }
  return {
    q: (query.q ?? '').normalize('NFC').replaceAll('\0', '').trim().slice(0, LONGEST),
    filters,
    narrowing,
    after: query.sau?.slice(0, 400),
  };
}

/** A facet's value as addresses have it. */
export function addressValue(facet: Facet, value: string): string {
  return facet === 'level' || facet === 'channel' ? (written[value] ?? value) : value;
}

/** Where a page of a list without a question ends, for its address. */
export function placeCursor({ weight, nameOrder, code }: ListPlace): string {
  return Buffer.from(JSON.stringify([weight, nameOrder, code])).toString('base64url');
}

/** Undefined when it is none of ours; the list then begins at its head. */
export function readPlace(text: string | undefined): ListPlace | undefined {
  try {
    const [weight, nameOrder, code] = JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8')) as unknown[];
    if (typeof weight !== 'number' || !(Math.abs(weight) < 1_000) || typeof nameOrder !== 'string' || typeof code !== 'string')
      return undefined;
    return nameOrder.includes('\0') || code.includes('\0') ? undefined : { weight, nameOrder, code };
  } catch {
    return undefined;
  }
}
