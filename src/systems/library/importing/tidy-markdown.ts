import { isOpen } from './tidy-emphasis.ts';
import { isRule, startsAnew, tidyLine } from './tidy-lines.ts';
import { tableOfBars, tableOfRows } from './tidy-tables.ts';

/**
 * Turns text as converters leave it (lines broken at a fixed width, tables as lines with a lone bar between cells,
 * stars around every run of letters) into the Markdown in which wordings are kept: one paragraph a line, tables with
 * bars in each row. Lines drawn of dashes are left out: they stand under names, and in Markdown would be new pages.
 */
export function tidyMarkdown(raw: string): string {
  const lines = raw.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').split('\n').map(withoutRule);
  const out: string[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) out.push(tidyLine(paragraph.join(' ')));
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '|') {
      flush();
      const end = endOfBars(lines, at);
      out.push(tableOfBars(lines.slice(at, end + 1)));
      at = end;
    } else if (isRow(line)) {
      flush();
      const end = endOfRows(lines, at);
      out.push(tableOfRows(lines.slice(at, end + 1)));
      at = end;
    } else if (line === '') {
      flush();
    } else {
      if (startsAnew(line) && !runsOn(paragraph, line)) flush();
      paragraph.push(line);
    }
  }
  flush();
  return joinedMarks(out.filter((block) => block.trim() !== ''))
    .join('\n\n')
    .trim();
}

// The stars before it are counted: a line of nothing else would be walked back over from each of them.
const RULE_AFTER_NAME = /(?<=\p{Lu}\*{0,6}|Hạnh phúc\*{0,6})\s*[-_]{4,}(?=[\s*|]|$)/gu;

/** What websites of texts print under a document that has attachments. */
const SITE_WORDS = /^\**FILE ĐƯỢC ĐÍNH KÈM THEO VĂN BẢN\**$/u;

function withoutRule(line: string): string {
  const trimmed = line.trim();
  return isRule(trimmed) || SITE_WORDS.test(trimmed)
    ? ''
    : trimmed.replace(RULE_AFTER_NAME, '').replace(/(VIỆT NAM\**)(?=\**Độc lập)/u, '$1 ');
}

/** No honest paragraph has more broken lines; a mark that is never closed must not make one of the whole text. */
const LONGEST_PARAGRAPH = 200;

/** "**Điều" on one line and "11. Phạm vi**" on the next: what looks like a clause is the end of the line before. */
function runsOn(paragraph: readonly string[], line: string): boolean {
  if (paragraph.length === 0 || paragraph.length > LONGEST_PARAGRAPH || /^[-+–•|#]/.test(line)) return false;
  const before = paragraph.join(' ');
  return /(?:^|[\s*])(?:Điều|khoản|điểm|Mục|Chương|số)$/iu.test(before) || isOpen(before);
}

/** A list mark that stands alone belongs to the words after it. */
function joinedMarks(blocks: readonly string[]): string[] {
  const out: string[] = [];
  for (const block of blocks) {
    if (/^[-+–•]$/.test(out.at(-1) ?? '') && !block.includes('\n')) out[out.length - 1] = `${out.at(-1)} ${block}`;
    else out.push(block);
  }
  return out.filter((block) => !/^[-+–•]$/.test(block));
}

const LONGEST_TABLE = 20_000;

/** The last lone bar of the table that begins at a line: two empty lines, or text after the last bar, end it. */
function endOfBars(lines: readonly string[], from: number): number {
  let last = from;
  for (let at = from + 1; at < Math.min(lines.length, from + LONGEST_TABLE); at++) {
    const line = lines[at] ?? '';
    if (line === '|') last = at;
    else if (line === '' && lines[at + 1] !== '|' && last === at - 1) break;
    else if (line === '' && (lines[at + 1] ?? '') === '') break;
  }
  return last;
}

/** "CHÍNH PHỦ | CỘNG HÒA … |": a row in one line, its last bar at the end. */
function isRow(line: string): boolean {
  return line.length > 1 && (line.endsWith(' |') || /^\|\s*\S/.test(line));
}

function endOfRows(lines: readonly string[], from: number): number {
  let last = from;
  while (last + 1 < lines.length && lines[last + 1] !== '') last += 1;
  return last;
}
