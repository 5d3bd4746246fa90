import { pairsOf, type Term, termsOf } from './terms.ts';
import { type Synonym, synonyms } from './synonyms.ts';

/** Words that carry a question but no procedure; by their marked form, since without marks some are other words. */
const EMPTY = new Set(
  'tôi làm em mình ạ à vậy thế nào gì đâu sao muốn cần phải xin hỏi cho với thì là mà ở tại về của và hay được không có những các một để ra làm ơn giúp như bao nhiêu tiền lâu mấy ngày khi nếu cái việc thủ tục hồ sơ giấy tờ ai nơi bây giờ cháu bác anh chị ông bà nhà'.split(
    ' ',
  ),
);
/** The same without marks, but for those that would be another word: "can" may be căn, "lam" is often the verb. */
const EMPTY_FOLDED = new Set(
  'toi lam em minh a vay the nao gi dau sao muon phai xin hoi cho voi thi la ma tai ve cua va hay duoc khong nhung cac mot de ra nhu bao nhieu tien lau may khi neu thu tuc ho so'.split(
    ' ',
  ),
);
const MOST_WORDS = 24;

/** What is searched: words as services.procedure.words holds them, each with how much it counts. */
export interface Question {
  readonly words: readonly string[];
  readonly weights: readonly number[];
  /** A procedure's code, when the question looks like one. */
  readonly code: string | undefined;
}

/** Reads what was typed. Never fails: whatever it is, it is words. */
export function readQuestion(typed: string): Question {
  const text = typed.normalize('NFC').slice(0, 300);
  const terms = termsOf(text, MOST_WORDS);
  const marked = terms.some(({ folded, toned }) => folded !== toned);
  const kept = withSynonyms(terms, marked);
  const weights = new Map<string, number>();
  const add = (word: string, weight: number): void => {
    weights.set(word, Math.max(weights.get(word) ?? 0, weight));
  };
  for (const { phrase, weight } of kept) {
    for (const { folded } of phrase) add(folded, weight);
    for (const pair of pairsOf(phrase)) add(pair, weight * 1.2);
    for (const { folded, toned } of phrase) if (toned !== folded) add(`=${toned}`, weight * 0.4);
  }
  return { words: [...weights.keys()], weights: [...weights.values()], code: codeIn(text) };
}

/** "1.001193", also amid words; the older "BTP-277398" forms are none of ours. */
function codeIn(text: string): string | undefined {
  return /(?<![\d.])\d\.\d{6}(?![\d])/.exec(text)?.[0];
}

interface Phrase {
  readonly phrase: readonly Term[];
  readonly weight: number;
}

/** The question in runs of words that say something, and what they mean in the words of the law. */
function withSynonyms(terms: readonly Term[], marked: boolean): Phrase[] {
  const covered = new Set<number>();
  const meant: Phrase[] = [];
  for (const { synonym, said } of known) {
    for (const at of placesOf(terms, said)) {
      const span = said.map((_, offset) => at + offset);
      if (span.some((place) => covered.has(place))) continue;
      if (synonym.instead) for (const place of span) covered.add(place);
      meant.push({ phrase: synonym.meant, weight: 1 });
    }
  }
  return [...runsOf(terms, covered, marked), ...meant];
}

function runsOf(terms: readonly Term[], covered: ReadonlySet<number>, marked: boolean): Phrase[] {
  const runs: Term[][] = [[]];
  for (const [at, term] of terms.entries()) {
    const empty = marked ? EMPTY.has(term.toned) : EMPTY_FOLDED.has(term.folded);
    if (covered.has(at) || empty) runs.push([]);
    else runs.at(-1)?.push(term);
  }
  return runs.filter((run) => run.length > 0).map((phrase) => ({ phrase, weight: 1 }));
}

/** Longer phrases first: "sang tên sổ đỏ" before "sổ đỏ". */
const known = synonyms
  .flatMap(({ said, meant, instead }: Synonym) =>
    said.map((phrase) => ({ said: termsOf(phrase), synonym: { meant: termsOf(meant), instead: instead === true } })),
  )
  .toSorted((one, other) => other.said.length - one.said.length);

/** Where a phrase stands; a word typed with marks must have the same ones. */
function placesOf(terms: readonly Term[], phrase: readonly Term[]): number[] {
  const places: number[] = [];
  for (let at = 0; at + phrase.length <= terms.length; at += 1) {
    if (phrase.every((word, offset) => isSame(terms[at + offset], word))) places.push(at);
  }
  return places;
}

function isSame(typed: Term | undefined, known: Term): boolean {
  return typed !== undefined && typed.folded === known.folded && (typed.toned === typed.folded || typed.toned === known.toned);
}
