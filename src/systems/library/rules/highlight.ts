import { tidy } from '#kernel/text.ts';
import { foldWord } from './terms.ts';

/** A text cut where words asked for begin and end. */
export type Marked = readonly { readonly text: string; readonly hit: boolean }[];

/** Marks every word whose folded form was asked for, neighbours together; `found` counts how many of the words occur. */
export function mark(text: string, words: readonly string[]): { parts: Marked; found: number } {
  if (words.length === 0) return { parts: [{ text, hit: false }], found: 0 };
  const wanted = new Set(words);
  const seen = new Set<string>();
  const parts: { text: string; hit: boolean }[] = [];
  for (const piece of text.normalize('NFC').split(/([\p{L}\p{M}\p{N}]+)/u)) {
    if (piece === '') continue;
    const folded = /[\p{L}\p{N}]/u.test(piece) ? foldWord(piece) : '';
    const hit = folded !== '' && wanted.has(folded);
    if (hit) seen.add(folded);
    const last = parts.at(-1);
    if (last && last.hit === hit) last.text += piece;
    else parts.push({ text: piece, hit });
  }
  return { parts: joinNeighbours(parts), found: seen.size };
}

/** "<mark>đất</mark> <mark>đai</mark>" reads better as one mark. */
function joinNeighbours(parts: readonly { text: string; hit: boolean }[]): Marked {
  const joined: { text: string; hit: boolean }[] = [];
  for (const [index, part] of parts.entries()) {
    const last = joined.at(-1);
    const bridge = !part.hit && /^\s+$/.test(part.text) && last?.hit === true && parts[index + 1]?.hit === true;
    const hit = part.hit || bridge;
    if (last && last.hit === hit) last.text += part.text;
    else joined.push({ text: part.text, hit });
  }
  return joined;
}

/** A piece of running text, cut at word ends, with dots where it was cut. */
export function excerptOf(piece: string, words: readonly string[]): Marked {
  const line = tidy(piece)
    .replace(/^\S*\s/, '… ')
    .replace(/\s\S*$/, ' …');
  return mark(line, words).parts;
}
