import { markdownLines } from '../rules/markdown-lines.ts';

/** A run of text in one style; `break` is a line break inside a paragraph or cell. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
}

export type Align = 'left' | 'center' | 'right';

/** What a page of an official document is made of, ready for the template. Text is data, never markup. */
export type Block =
  /** Phần, Chương, Mục, the issuing authority, "QUYẾT ĐỊNH:": bold in the middle. */
  | { readonly kind: 'centred'; readonly runs: readonly Run[]; readonly level: number }
  /** Điều, "I. MỤC ĐÍCH": bold from the left with the indent of a paragraph. */
  | { readonly kind: 'heading'; readonly runs: readonly Run[]; readonly level: number }
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | {
      readonly kind: 'table';
      readonly header: readonly Cell[];
      readonly rows: readonly (readonly Cell[])[];
      readonly widths: readonly number[];
    }
  | { readonly kind: 'page-break' };

export interface Cell {
  readonly runs: readonly Run[];
  readonly align: Align;
}

const TABLE_RULE = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#{0,12}$/;
const CHAPTER = /^(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục)\s+(?:thứ\s+\p{L}+|[IVXLCDM]+|\d+)\.?$/u;
const ENACTING = /^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|CHỈ THỊ|THÔNG BÁO)\s*:$/u;
/** Under the country's name in the head of imported texts. */
const MOTTO = /^Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc$/u;
const ARTICLE = /^(Điều\s+\d+[a-zđ]?\s*[.:])\s*(.*)$/u;
const ROMAN_SECTION = /^[IVXLC]+\.\s+\p{Lu}/u;

/**
 * Reads the Markdown subset in which wordings are kept: headings, bold, italic, tables, `---` for a new page. Every
 * line is a paragraph of its own, as a clerk types it; list marks, "1." and "a)" are words of the text and printed as
 * typed (a numbering that a program renews would change the law). Chương, Mục and Điều are known without marks.
 */
export function readMarkdown(markdown: string): Block[] {
  const lines = markdownLines(markdown);
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').trim();
    if (line === '') continue;
    if (line.includes('|') && TABLE_RULE.test(lines[index + 1] ?? '')) {
      const end = endOfTable(lines, index + 2);
      blocks.push(readTable(line, lines[index + 1] ?? '', lines.slice(index + 2, end)));
      index = end - 1;
    } else {
      blocks.push(readLine(line, blocks.at(-1)));
    }
  }
  return blocks;
}

function readLine(line: string, before: Block | undefined): Block {
  if (/^([-*_])(?:\s*\1){2,}$/.test(line)) return { kind: 'page-break' };
  const heading = HEADING.exec(line);
  if (heading) {
    const level = (heading[1] ?? '').length;
    const runs = readRuns(heading[2] ?? '', { bold: true, italic: false });
    return level <= 2 ? { kind: 'centred', runs, level } : { kind: 'heading', runs, level };
  }
  const words = line.replace(/[*_]{1,3}/g, '');
  if (CHAPTER.test(words)) return { kind: 'centred', runs: readRuns(words, { bold: true, italic: false }), level: 1 };
  if (MOTTO.test(words)) return { kind: 'centred', runs: readRuns(words, { bold: true, italic: false }), level: 2 };
  if (ENACTING.test(words) || (isCapitals(words) && !ROMAN_SECTION.test(words))) {
    const level = before?.kind === 'centred' ? before.level : 2;
    return { kind: 'centred', runs: readRuns(words, { bold: true, italic: false }), level };
  }
  if (ROMAN_SECTION.test(words) && isCapitals(words)) {
    return { kind: 'heading', runs: readRuns(words, { bold: true, italic: false }), level: 3 };
  }
  const article = ARTICLE.exec(line);
  if (article) return { kind: 'paragraph', runs: [{ text: `${article[1]} `, bold: true, italic: false }, ...readRuns(article[2] ?? '')] };
  return {
    kind: 'paragraph',
    runs: readRuns(line.replace(/^>\s?/, '').replace(/^[*+-]\s+/, (mark) => (mark.startsWith('+') ? '+ ' : '- '))),
  };
}

/** Longer than any abstract that stands in capitals under the name of the kind. */
const LONGEST_TITLE = 500;

/** A line wholly in capitals, of two words at least: a title. */
function isCapitals(words: string): boolean {
  if (words.length > LONGEST_TITLE || !/\p{Lu}\s+\S*\p{Lu}/u.test(words)) return false;
  return words === words.toUpperCase() && !/[.;]$/.test(words) && !/^[-+\d]/.test(words);
}

interface Style {
  readonly bold: boolean;
  readonly italic: boolean;
}

// Each alternative ends after a bounded way: a line of a million brackets is read once, not a million times.
const MARK = /\\([\\`*_{}[\]()#+\-.!|<>~])|(\*{1,3}|_{1,3})|<br\s*\/?>|!?\[([^\][]{0,1000})\]\([^()]{0,2000}\)/gi;

/** Bold and italic of one line. A mark without its partner is printed as it stands. */
export function readRuns(line: string, base: Style = { bold: false, italic: false }): Run[] {
  const pieces: { text: string; mark: string | null }[] = [];
  let last = 0;
  for (const match of line.matchAll(MARK)) {
    if (match.index > last) pieces.push({ text: line.slice(last, match.index), mark: null });
    last = match.index + match[0].length;
    if (match[2] !== undefined) pieces.push({ text: match[2], mark: isWordInside(line, match.index, last) ? null : match[2] });
    else pieces.push({ text: match[1] ?? match[3] ?? '\n', mark: null });
  }
  pieces.push({ text: line.slice(last), mark: null });
  return styled(pieces, base);
}

/** `ten_tep` and `2 * 3`: no marks. */
function isWordInside(line: string, start: number, end: number): boolean {
  const before = line[start - 1] ?? ' ';
  const after = line[end] ?? ' ';
  if (/\s/.test(before) && /\s/.test(after)) return true;
  return line[start] === '_' && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
}

function styled(pieces: readonly { text: string; mark: string | null }[], base: Style): Run[] {
  const runs: Run[] = [];
  const open: string[] = [];
  const lastOf = new Map(pieces.map(({ mark }, index) => [mark, index]));
  for (const [index, { text, mark }] of pieces.entries()) {
    const closes = mark !== null && open.at(-1) === mark;
    const opens = mark !== null && !closes && (lastOf.get(mark) ?? -1) > index;
    if (closes) open.pop();
    else if (opens) open.push(mark);
    else if (text !== '') pushRun(runs, text, base, open);
  }
  return runs;
}

function pushRun(runs: Run[], text: string, base: Style, open: readonly string[]): void {
  const bold = base.bold || open.some((mark) => mark.length >= 2);
  const italic = base.italic || open.some((mark) => mark.length !== 2);
  const before = runs.at(-1);
  if (before?.bold === bold && before.italic === italic) runs[runs.length - 1] = { ...before, text: before.text + text };
  else runs.push({ text, bold, italic });
}

function endOfTable(lines: readonly string[], from: number): number {
  let end = from;
  while (end < lines.length && (lines[end] ?? '').includes('|') && (lines[end] ?? '').trim() !== '') end += 1;
  return end;
}

/** Wider than any page; more bars in a line than this are text of its last cell. */
const MOST_COLUMNS = 60;

function splitRow(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  const cells = inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return cells.length <= MOST_COLUMNS ? cells : [...cells.slice(0, MOST_COLUMNS - 1), cells.slice(MOST_COLUMNS - 1).join(' | ')];
}

function readTable(head: string, rule: string, body: readonly string[]): Block {
  const aligns = splitRow(rule).map((mark): Align => (/^:-+:$/.test(mark) ? 'center' : mark.endsWith('-:') ? 'right' : 'left'));
  const table = [head, ...body].map(splitRow);
  const columns = largest(table.map((row) => row.length));
  const cellsOf = (row: readonly string[], bold: boolean): Cell[] =>
    Array.from({ length: columns }, (_, index) => ({
      runs: readRuns(row[index] ?? '', { bold, italic: false }),
      align: bold ? 'center' : (aligns[index] ?? 'left'),
    }));
  return {
    kind: 'table',
    header: cellsOf(table[0] ?? [], true),
    rows: table.slice(1).map((row) => cellsOf(row, false)),
    widths: columnWidths(table, columns),
  };
}

/** Of any number of values: `Math.max(...)` takes them as arguments, and a table may have more rows than a call has room for. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => (value > most ? value : most), 0);
}

/** Shares of the width: room for the longest word, then for what the cells hold, so that "STT" stays narrow. */
function columnWidths(table: readonly (readonly string[])[], columns: number): number[] {
  return Array.from({ length: columns }, (_, index) => {
    const cells = table.map((row) => row[index] ?? '');
    const longestWord = largest(cells.flatMap((cell) => cell.split(/\s+/).map((word) => word.length)));
    const longest = largest(cells.map((cell) => cell.length));
    return Math.max(4, longestWord + 1, Math.min(48, Math.sqrt(longest) * 4));
  });
}
