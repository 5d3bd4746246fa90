/**
 * A copy's number written into its words by signs that have no width, so that it goes along when somebody copies and pastes.
 * 32 bits and 8 bits of check; taken out by whoever looks for it: the reader's name in sight is the other half.
 */
const ZERO = '\u200b';
const ONE = '\u200c';
const BITS = 32;
const CHECK_BITS = 8;

/** 8 bits by which a mark that lost a sign is known. */
export function checkOf(mark: number): number {
  return [0, 8, 16, 24].reduce((sum, shift) => (sum * 31 + ((mark >>> shift) & 0xff) + 7) & 0xff, 0x5a);
}

function signs(value: number, bits: number): string {
  return Array.from({ length: bits }, (_, index) => ((value >>> (bits - 1 - index)) & 1 ? ONE : ZERO)).join('');
}

/** The mark of a copy; a number of 32 bits. */
export function markSigns(mark: number): string {
  return signs(mark >>> 0, BITS) + signs(checkOf(mark), CHECK_BITS);
}

/** Puts the mark into every line of a text, after its second word, so that any paragraph alone still carries it. */
export function withMark(text: string, mark: number): string {
  const hidden = markSigns(mark);
  return text
    .replaceAll(/[\u200b\u200c]/g, '')
    .split('\n')
    .map((line) => line.replace(/^(\s*(?:#{2,4}|[-*]|\d+\.)?\s*\S+\s+[^\s*[\]()]+)(?=\s|$)/u, `$1${hidden}`))
    .join('\n');
}

/** The marks in a text, each once; those that lost a sign are no marks. */
export function marksIn(text: string): number[] {
  const runs = text.match(/[\u200b\u200c]+/g) ?? [];
  const found = runs.flatMap((run) => {
    if (run.length !== BITS + CHECK_BITS) return [];
    const value = [...run].reduce((sum, sign) => sum * 2 + (sign === ONE ? 1 : 0), 0);
    const mark = Math.floor(value / 2 ** CHECK_BITS);
    return checkOf(mark) === value % 2 ** CHECK_BITS ? [mark] : [];
  });
  return [...new Set(found)];
}

const SHINGLE = 5;

function shingles(text: string): Set<string> {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(Array.from({ length: Math.max(0, words.length - SHINGLE + 1) }, (_, at) => words.slice(at, at + SHINGLE).join(' ')));
}

/** How much of a text is in another, by runs of five words: 0 to 1. */
export function shareOf(text: string, within: string): number {
  const asked = shingles(text);
  if (asked.size === 0) return 0;
  const known = shingles(within);
  return [...asked].filter((one) => known.has(one)).length / asked.size;
}
