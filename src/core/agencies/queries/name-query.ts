import { words } from '#kernel/text.ts';

/** A word as typed, with and without its marks. */
export interface Word {
  readonly folded: string;
  readonly toned: string;
}

/** What someone typed to find a unit or an agency, taken apart. */
export interface NameQuery {
  readonly words: readonly Word[];
  /** Without the type at the front: "Vỹ Dạ Huế" of "P. Vỹ Dạ, Huế". Never empty when `words` is not. */
  readonly bare: readonly Word[];
  /** The type's words at the front, folded: `p`, `phuong`, `thanh pho`; empty when none was typed. */
  readonly prefix: string;
}

/** Bounds the work one query can cause. */
const MAX_WORDS = 12;

/** "P12", "Q1": a type and a number written together. */
function split({ folded, toned }: Word): Word[] {
  const match = /^([pqfx])(\d{1,2})$/.exec(folded);
  return match?.[1] && match[2] ? [match[1], match[2]].map((part) => ({ folded: part, toned: part })) : [{ folded, toned }];
}

/** Takes a typed name apart; `prefixes` are the folded spellings of types, `thanh pho` before `t`. */
export function readNameQuery(text: string, prefixes: readonly string[]): NameQuery {
  const all = words(text.slice(0, 200)).flatMap(split).slice(0, MAX_WORDS);
  const folded = all.map((word) => word.folded).join(' ');
  const prefix = prefixes.toSorted((a, b) => b.length - a.length).find((candidate) => folded.startsWith(`${candidate} `));
  const bare = prefix === undefined ? all : all.slice(prefix.split(' ').length);
  return { words: all, bare, prefix: prefix ?? '' };
}

/** `'vy' & 'da' & 'hue':*`: all words, the last perhaps unfinished. The words hold letters and digits only. */
export function tsqueryOf(given: readonly Word[]): string {
  return given.map((word, index) => `'${word.folded}'${index === given.length - 1 ? ':*' : ''}`).join(' & ');
}

/** How well a name answers, best first. */
export const EXACT_WITH_TONES = 0;
export const EXACT = 1;
export const PREFIX = 2;
export const CONTAINS = 3;

/**
 * Ranks a name that is known to contain all the words (with its place): exact when the query begins with the whole
 * name, whatever follows being the place ("vỹ dạ huế").
 */
export function rankName(given: readonly Word[], name: string): number {
  const own = words(name);
  const query = given.map((word) => word.folded).join(' ');
  if (own.length > 0 && own.length <= given.length && own.every((word, index) => word.folded === given[index]?.folded)) {
    return own.every((word, index) => word.toned === given[index]?.toned) ? EXACT_WITH_TONES : EXACT;
  }
  return own
    .map((word) => word.folded)
    .join(' ')
    .startsWith(query)
    ? PREFIX
    : CONTAINS;
}

/** Escapes a folded text for LIKE. */
export function likePrefix(folded: string): string {
  return `${folded.replace(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** Compares ranks of several parts, the first first. */
export function compareKeys(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, position) => value !== b[position]);
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
