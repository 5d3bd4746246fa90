import { fold, normalizeTone } from '#kernel/text.ts';

/** Raise it when the same text gives other terms than before: rows of older versions are indexed again. */
export const WORDS_VERSION = 1;

/** Where a term stands: head words, head pairs, all words, all pairs, words with tones, filters. */
export type Flavour = 'h' | 'H' | 'b' | 'B' | 't' | 'f';

const HIGH = 2 ** 32;
const BUCKET = 2 ** 43;
/** A text is indexed up to here; the longest law is under a third of it. */
const LONGEST_TEXT = 2_000_000;
const MOST_TERMS = 40_000;

/**
 * 43 bits of a word in its flavour. The index adds the bucket above them (see library.document_index.terms).
 * 43 because bucket and hash together must stay a whole number in JavaScript (53 bits).
 */
export function termHash(flavour: Flavour, word: string): number {
  let low = 0x811c9dc5 ^ flavour.charCodeAt(0);
  let high = 0x9e3779b1 ^ flavour.charCodeAt(0);
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ (code + i), 0x85ebca6b);
    high ^= high >>> 13;
  }
  low ^= low >>> 15;
  return ((high ^ (high >>> 16)) & 0x7ff) * HIGH + ((Math.imul(low, 0x2c1b3c6d) ^ high) >>> 0);
}

/** The term as stored: the hash in its bucket. */
export function inBucket(bucket: number, hash: number): number {
  return bucket * BUCKET + hash;
}

interface Word {
  readonly folded: string;
  /** With its tones in one spelling; undefined when it has no diacritics and so says nothing about tones. */
  readonly toned: string | undefined;
}

/** Vietnamese has a few thousand syllables: each is folded once. */
const known = new Map<string, Word>();
const MOST_KNOWN = 60_000;

function wordOf(raw: string): Word {
  let word = known.get(raw);
  if (!word) {
    const toned = normalizeTone(raw);
    word = { folded: fold(raw).replaceAll(' ', ''), toned: isPlain(toned) ? undefined : toned };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(raw, word);
  }
  return word;
}

/** One word without diacritics; '' for what is no word. */
export function foldWord(raw: string): string {
  return wordOf(raw.toLowerCase()).folded;
}

function wordsIn(text: string): Word[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .flatMap((raw) => {
      const word = wordOf(raw);
      return word.folded === '' ? [] : [word];
    });
}

/** Words without diacritics. */
export function foldedWords(text: string): string[] {
  return wordsIn(text).map((word) => word.folded);
}

/** Words with their tones, one spelling each. */
export function tonedWords(text: string): string[] {
  return wordsIn(text).map((word) => word.toned ?? word.folded);
}

/** Neighbouring words joined: "đất đai Huế" → "dat dai", "dai hue". */
export function pairsOf(words: readonly string[]): string[] {
  const pairs: string[] = [];
  for (let i = 1; i < words.length; i++) pairs.push(`${words[i - 1]} ${words[i]}`);
  return pairs;
}

const filters = ['kind', 'issuer', 'field', 'year', 'unit', 'status', 'force', 'to'] as const;
export type Filter = (typeof filters)[number];

export function filterHash(filter: Filter, value: string): number {
  return termHash('f', `${filter}=${value}`);
}

export interface IndexedText {
  /** Number, kind, abstract, issuer, field. */
  readonly head: string;
  readonly body: string;
  readonly filters: readonly (readonly [Filter, string])[];
}

/** All hashes of a document, each once. */
export function hashesOf(text: IndexedText): number[] {
  const hashes = new Set<number>();
  for (const [filter, value] of text.filters) hashes.add(filterHash(filter, value));
  const head = wordsIn(text.head);
  addWords(hashes, head, 'h', 'H');
  addWords(hashes, head, 'b', 'B');
  addWords(hashes, wordsIn(text.body.slice(0, LONGEST_TEXT)), 'b', 'B');
  return [...hashes];
}

function addWords(hashes: Set<number>, words: readonly Word[], one: Flavour, two: Flavour): void {
  const seen = new Set<string>();
  let before: string | undefined;
  for (const { folded, toned } of words) {
    if (hashes.size > MOST_TERMS) return;
    if (toned !== undefined && !seen.has(toned)) {
      seen.add(toned);
      hashes.add(termHash('t', toned));
    }
    if (!seen.has(folded)) {
      seen.add(folded);
      hashes.add(termHash(one, folded));
    }
    if (before !== undefined) hashes.add(termHash(two, `${before} ${folded}`));
    before = folded;
  }
}

/** Whether a word has no diacritics, so that it says nothing about tones. */
export function isPlain(word: string): boolean {
  return /^[a-z0-9]*$/.test(word);
}

/**
 * Text without diacritics, character for character as long as the original in NFC: a place found in it is the same
 * place in the original. Characters as PostgreSQL counts them (code points).
 */
export function foldInPlace(text: string): string {
  let folded = '';
  for (const character of text.normalize('NFC').slice(0, LONGEST_TEXT)) folded += letterOf(character);
  return folded;
}

const letters = new Map<string, string>();

function letterOf(character: string): string {
  let letter = letters.get(character);
  if (letter === undefined) {
    const folded = fold(character);
    letter = folded.length === 1 ? folded : ' ';
    if (letters.size < 5_000) letters.set(character, letter);
  }
  return letter;
}
