import { tidyEmphasis } from './tidy-emphasis.ts';

/** Items of lists and numbered clauses begin a line of their own even without an empty line before them. */
export function startsAnew(line: string): boolean {
  return (
    /^(?:[-+–•]\s|[-+–•]$|\*\s|#{1,6}\s|\|)/.test(line) ||
    /^\*{0,2}(?:Điều\s+\d+|Chương\s+[IVXLC\d]+|Mục\s+\d+|[a-zđ]\)|\d{1,2}\.\s)/u.test(line)
  );
}

/** A line drawn of dashes. */
export function isRule(line: string): boolean {
  return /^[-_–—=~]{3,}$/.test(line.replace(/[\s*`]/g, ''));
}

/** One paragraph: single spaces, emphasis put right. */
export function tidyLine(text: string): string {
  return tidyEmphasis(text.replace(/\s+/g, ' ').trim()).trim();
}
