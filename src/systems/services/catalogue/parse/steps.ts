import type { Step } from '../entry.ts';

/** "Bước 2:", "- Bước 2.", "b) Bước 2" at the start of a line, or in the middle of one where a sentence has ended. */
const STEP = /(?:^|\n|(?<=[.;:)] ?))[\s\-+*•]{0,12}(?:[a-zđ]\)\s{0,4}|\d{1,2}\.\s{0,4})?Bước (\d{1,2})\s{0,4}[:.\-–]?/gu;
const LETTER = /(?:^|\n)\s{0,8}(?:([a-zđ])\)|(\d{1,2})[.)])\s{1,4}(?=\p{Lu})/gu;
const MOST_STEPS = 100;

/** The steps where the text numbers them; one step with all of the text otherwise. */
export function readSteps(text: string): Step[] {
  if (text === '') return [];
  const steps = cut(text, [...text.matchAll(STEP)], (match) => `Bước ${match[1]}`);
  if (steps.length > 1) return steps;
  const lettered = cut(text, [...text.matchAll(LETTER)], () => '');
  return lettered.length > 1 ? lettered : [{ title: '', text }];
}

function cut(text: string, marks: readonly RegExpMatchArray[], titleOf: (match: RegExpMatchArray) => string): Step[] {
  if (marks.length < 2 || marks.length > MOST_STEPS) return [];
  const before = text.slice(0, marks[0]?.index).trim();
  const steps = marks.map((mark, at) => {
    const begin = (mark.index ?? 0) + mark[0].length;
    return { title: titleOf(mark), text: text.slice(begin, marks[at + 1]?.index ?? text.length).trim() };
  });
  return before === '' ? steps : [{ title: '', text: before }, ...steps];
}
