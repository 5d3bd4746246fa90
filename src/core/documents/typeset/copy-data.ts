import type { Block } from './markdown.ts';

/** What the template of a marked copy reads; all strings are text. */
export interface CopyData {
  readonly title: string;
  readonly author: string;
  readonly date: { readonly year: number; readonly month: number; readonly day: number };
  readonly language: string;
  readonly label: string;
  readonly heading: string;
  readonly summary: string;
  readonly body: readonly Block[];
  readonly notes: readonly string[];
  readonly until: string;
  readonly reader: string;
  readonly moment: string;
  readonly across: string;
  readonly code: string;
}
