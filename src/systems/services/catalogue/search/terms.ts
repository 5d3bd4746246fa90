import { words } from '#kernel/text.ts';
import type { Entry } from '../entry.ts';
import { aliases } from './aliases.ts';

/** Words in front of a name that say nothing. */
const OPENING = /^\s*(?:thủ tục|thủ tục hành chính)\s*:?\s+/iu;
const MOST_WORDS = 80;
const MOST_RESULT_WORDS = 20;
/** What few people mean unless they say so; then its words find it. */
const SPECIAL = /lưu động|biên giới|yếu tố nước ngoài|cấp trung ương|ở nước ngoài|thu hồi|hủy|tiến hành tố tụng/iu;
/** Words of a name of usual length; shorter ones count more. */
const USUAL_LENGTH = 14;

type Label = 'A' | 'C' | 'D';

/** A word as searched: without marks; with its marks after `=` when it has some. */
export interface Term {
  readonly folded: string;
  readonly toned: string;
}

/** The words of a text, at most `most`. */
export function termsOf(text: string, most = MOST_WORDS): Term[] {
  return words(text.slice(0, most * 12)).slice(0, most);
}

/** Neighbouring words as one: "khai sinh" → khai_sinh. */
export function pairsOf(terms: readonly Term[]): string[] {
  return terms.slice(1).map((term, at) => `${terms[at]?.folded}_${term.folded}`);
}

/** What services.procedure.words and weight hold of an entry. */
export function searchWords(code: string, entry: Entry): { words: string; weight: number } {
  const found = new Map<string, Label>();
  const add = (text: string, label: Label, most?: number): void => {
    const terms = termsOf(text, most);
    for (const word of [...terms.map(({ folded }) => folded), ...pairsOf(terms), ...terms.flatMap(tonedWord)]) {
      if (!found.has(word)) found.set(word, label);
    }
  };
  const name = entry.name.replace(OPENING, '');
  add(name, 'A');
  for (const alias of aliases[code] ?? []) add(alias, 'A');
  add(entry.results.map(({ text }) => text).join(' . '), 'C', MOST_RESULT_WORDS);
  add(entry.field, 'D');
  const vector = [...found].map(([word, label], at) => `'${word}':${at + 1}${label}`).join(' ');
  return { words: vector, weight: weightOf(code, entry, name) };
}

function tonedWord({ folded, toned }: Term): string[] {
  return toned === folded ? [] : [`=${toned}`];
}

/** Procedures of daily life are what most people mean: those of the commune, of citizens, and with names of their own here. */
function weightOf(code: string, { levels, audiences }: Entry, name: string): number {
  const byLength = 1 / (0.6 + 0.4 * (termsOf(name).length / USUAL_LENGTH));
  const daily = (levels.includes('commune') ? 1.1 : 1) * (audiences.includes('Công dân Việt Nam') ? 1.1 : 1) * (aliases[code] ? 1.2 : 1);
  return Math.round(byLength * daily * (SPECIAL.test(name) ? 0.85 : 1) * 1_000) / 1_000;
}
