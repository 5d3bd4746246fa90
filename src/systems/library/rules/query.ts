import { numberKey } from '#core/documents/index.ts';
import { fold, tidy } from '#kernel/text.ts';
import { type Filter, filterHash, foldedWords, isPlain, pairsOf, termHash, tonedWords } from './terms.ts';

const LONGEST_QUERY = 200;
const MOST_WORDS = 12;

/** What a person asked: words, phrases in quotation marks, a number; with or without diacritics. */
export interface ParsedQuery {
  /** Tidied, as shown back. */
  readonly text: string;
  readonly words: readonly string[];
  /** Only those that have diacritics. */
  readonly toned: readonly string[];
  /** Pairs that must stand together: those of quoted phrases. */
  readonly fixedPairs: readonly string[];
  /** All neighbouring pairs. */
  readonly pairs: readonly string[];
  /** The words in order, folded and with tones, a space at each end; '' when there are no words or no tones. */
  readonly phrase: string;
  readonly phraseToned: string;
  /** The whole question is a number: what has it comes first, then what names it. */
  readonly isNumber: boolean;
  readonly numberKeys: readonly string[];
  readonly numberPrefixes: readonly string[];
}

export type FilterValues = Partial<Readonly<Record<Filter, string>>>;

/** Reads what was typed. Never fails: whatever it is, it is words. */
export function parseQuery(typed: string): ParsedQuery {
  const text = tidy(typed)
    .slice(0, LONGEST_QUERY)
    .replace(/[“”«»]/g, '"');
  const words = foldedWords(text).slice(0, MOST_WORDS);
  const allToned = tonedWords(text).slice(0, MOST_WORDS);
  const toned = allToned.filter((word) => !isPlain(word));
  const quoted = [...text.matchAll(/"([^"]+)"/g)].map((match) => foldedWords(match[1] ?? ''));
  return {
    text,
    words: [...new Set(words)],
    toned: [...new Set(toned)],
    fixedPairs: unique(quoted.flatMap((phrase) => pairsOf(phrase.slice(0, MOST_WORDS)))),
    pairs: unique(pairsOf(words)),
    phrase: words.length === 0 ? '' : ` ${words.join(' ')} `,
    phraseToned: toned.length === 0 ? '' : ` ${allToned.join(' ')} `,
    ...numbersIn(text),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** `118/2025` or `12` with what follows, in the folded text. */
const NUMBER = /(?:^| )0*(\d{1,9})(?: ((?:19|20)\d\d))?((?: [a-z][a-z0-9]*){0,3})/g;

/** Keys a number may have, however it was typed, also amid other words ("nghị định 118-2025-nđ cp về đầu tư"). */
function numbersIn(text: string): { isNumber: boolean; numberKeys: string[]; numberPrefixes: string[] } {
  const keys = new Set<string>();
  const prefixes = new Set<string>();
  const folded = fold(text.replace(/[ÐðƉɖ]/g, 'd')).replace(/(\d)([a-z])/g, '$1 $2');
  const whole = numberKey(text);
  if (whole !== undefined && /\/[a-z]/.test(whole)) keys.add(whole);
  for (const match of folded.matchAll(NUMBER)) {
    const [, number = '', year, tail = ''] = match;
    const stem = year === undefined ? String(Number(number)) : `${Number(number)}/${year}`;
    let notation = '';
    for (const part of tail.split(' ').slice(1)) {
      notation += part;
      keys.add(`${stem}/${notation}`);
    }
    if (year !== undefined && tail === '') prefixes.add(stem);
  }
  if (/^\d{1,6}$/.test(folded)) prefixes.add(`${Number(folded)}/`);
  const isNumber = /^(?:so )?\d{1,9} (?:(?:19|20)\d\d )?[a-z]+(?: [a-z0-9]+){0,2}$/.test(folded) && /\d\s*[/-]/.test(text);
  return { isNumber, numberKeys: [...keys].slice(0, 12), numberPrefixes: [...prefixes].slice(0, 4) };
}

/**
 * The conditions to try, best first, each a list of hashes that must all be there: all words side by side in the head;
 * all in the head; side by side in the text with the typed tones; all in the text. Filters belong to each.
 */
export function tiersOf(query: ParsedQuery, filters: FilterValues): number[][] {
  const filterHashes = filtersOf(filters);
  const { words, pairs, fixedPairs, toned } = query;
  if (words.length === 0) return [filterHashes];
  const all = (flavour: 'h' | 'H' | 'b' | 'B' | 't', list: readonly string[]) => list.map((word) => termHash(flavour, word));
  if (query.isNumber) return [[...all('B', pairs), ...filterHashes]];
  const tiers: number[][] = [];
  if (pairs.length > 0) tiers.push([...all('H', pairs), ...filterHashes]);
  if (pairs.length !== fixedPairs.length || pairs.length === 0) {
    tiers.push([...all('h', words), ...all('H', fixedPairs), ...filterHashes]);
  }
  if (pairs.length > 0 || toned.length > 0) {
    const together = pairs.length > 0 ? all('B', pairs) : all('b', words);
    tiers.push([...together, ...all('t', toned), ...filterHashes]);
  }
  tiers.push([...all('b', words), ...all('B', fixedPairs), ...filterHashes]);
  return tiers;
}

/** The widest condition alone: for results by date, where every match counts the same. */
export function widestOf(query: ParsedQuery, filters: FilterValues): number[] {
  return tiersOf(query, filters).at(-1) ?? [];
}

export function filtersOf(filters: FilterValues): number[] {
  return Object.entries(filters).map(([filter, value]) => filterHash(filter as Filter, value));
}
