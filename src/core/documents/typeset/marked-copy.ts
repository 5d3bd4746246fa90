import type { CopyData } from './copy-data.ts';
import { mapStrings, printable } from './input.ts';
import { readMarkdown } from './markdown.ts';

/** What the pages of a copy for one reader are made from; all in the words in which they are printed. */
export interface CopyInput {
  readonly title: string;
  readonly author: string;
  /** Calendar date noted in the file. */
  readonly madeOn: string;
  readonly language: string;
  /** Above the heading: code and agency. */
  readonly label: string;
  readonly heading: string;
  readonly summary: string;
  readonly markdown: string;
  /** Under the text. */
  readonly notes: readonly string[];
  /** On every page: until when it may not be used, whose it is, when it was made. */
  readonly until: string;
  readonly reader: string;
  readonly moment: string;
  /** Pale, across every page. */
  readonly across: string;
  /** On every page, small after every paragraph, and in the file's keywords. */
  readonly code: string;
  /** How the letters of this copy are written; given every string as it will be printed. */
  write(text: string): string;
}

/** What the template reads. */
export function copyData(input: CopyInput): CopyData {
  const { markdown, madeOn, title, author, code, write, ...words } = input;
  const [year = 0, month = 1, day = 1] = madeOn.split('-').map(Number);
  const printed = mapStrings({ ...words, body: readMarkdown(markdown) }, printable);
  return { ...mapStrings(printed, write), title, author, code, date: { year, month, day } };
}
