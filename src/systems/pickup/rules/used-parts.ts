import { compare, type Stretch } from '#kernel/comparison/compare.ts';
import { isNumber, readText, type Word } from '#kernel/comparison/words.ts';

/** Words in a row that count as taken over: any shorter run is common speech. */
const RUN = 4;
/** Less than this of a paragraph is no use of it. */
const LEAST_SHARE = 0.3;
/** A release is used when a whole paragraph of this length is, or as many words of it in all. */
const WHOLE_PARAGRAPH = { words: 12, share: 0.6 };
const LEAST_WORDS = 25;
/** Between two agreeing stretches, no more words than this on either side are the same place said otherwise. */
const LONGEST_GAP = 10;

/** A figure that stands otherwise in the article. */
export interface ChangedFigure {
  readonly ours: string;
  readonly theirs: string;
}

export interface Passage {
  readonly paragraph: number;
  /** Of the paragraph's words, how many were used: 0 to 1. */
  readonly share: number;
  readonly figures: readonly ChangedFigure[];
}

export interface Use {
  readonly passages: readonly Passage[];
  /** Words of the release that were used, and what part of it they are. */
  readonly words: number;
  readonly share: number;
}

interface Paragraph {
  readonly number: number;
  readonly text: string;
}

/**
 * Which paragraphs of a release an article used, in whatever order, and the figures in them that it changed; undefined when
 * it used none. The article is given as its words, the release as its paragraphs.
 */
export function usedParts(article: readonly Word[], paragraphs: readonly Paragraph[]): Use | undefined {
  const runs = runsOf(article);
  const read = paragraphs.map(({ number, text }) => ({ number, words: readText(text).words }));
  const total = read.reduce((sum, { words }) => sum + words.length, 0);
  const found = read.map(({ number, words }) => ({ number, words, used: usedWords(words, runs) }));
  const passages = found.filter(({ words, used }) => used >= RUN && used / words.length >= LEAST_SHARE);
  const used = passages.reduce((sum, one) => sum + one.used, 0);
  const whole = passages.some(({ words, used: of }) => words.length >= WHOLE_PARAGRAPH.words && of / words.length >= WHOLE_PARAGRAPH.share);
  if (total === 0 || (!whole && used < LEAST_WORDS)) return undefined;
  return {
    passages: passages.map(({ number, words, used: of }) => ({
      paragraph: number,
      share: of / words.length,
      figures: words.some(isNumber) ? changedFigures(article, words) : [],
    })),
    words: used,
    share: used / total,
  };
}

function runAt(words: readonly Word[], at: number): string {
  return words
    .slice(at, at + RUN)
    .map(({ key }) => key)
    .join(' ');
}

function runsOf(words: readonly Word[]): Set<string> {
  return new Set(Array.from({ length: Math.max(0, words.length - RUN + 1) }, (_, at) => runAt(words, at)));
}

function usedWords(words: readonly Word[], runs: ReadonlySet<string>): number {
  const used = new Uint8Array(words.length);
  for (let at = 0; at + RUN <= words.length; at += 1) if (runs.has(runAt(words, at))) used.fill(1, at, at + RUN);
  return used.reduce((sum, one) => sum + one, 0);
}

/** Figures as their digits: `7,2%` and `7.2 %` are one. */
function digits(word: Word): string {
  return word.key.replace(/\D/g, '');
}

function changedFigures(article: readonly Word[], paragraph: readonly Word[]): ChangedFigure[] {
  const changed: ChangedFigure[] = [];
  const { stretches } = compare(article, paragraph);
  let at = stretches.findIndex(({ kind }) => kind === 'same');
  while (at >= 0 && at < stretches.length) {
    const next = stretches.findIndex(({ kind }, index) => index > at && kind === 'same');
    if (next < 0) break;
    changed.push(...differing(stretches.slice(at + 1, next)));
    at = next;
  }
  return changed;
}

/** What stands between two agreeing stretches, figure by figure. */
function differing(gap: readonly Stretch[]): ChangedFigure[] {
  const of = (kind: Stretch['kind']) => gap.flatMap((stretch) => (stretch.kind === kind ? stretch.words : []));
  const [ours, theirs] = [of('removed'), of('added')];
  if (ours.length > LONGEST_GAP || theirs.length > LONGEST_GAP) return [];
  const [oursInFigures, theirsInFigures] = [ours.filter(isNumber), theirs.filter(isNumber)];
  return oursInFigures.flatMap((word, index) => {
    const other = theirsInFigures[index];
    return other && digits(other) !== digits(word) ? [{ ours: word.shown, theirs: other.shown }] : [];
  });
}
