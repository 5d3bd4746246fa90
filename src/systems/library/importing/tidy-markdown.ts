/**
 * Turns text as converters leave it (lines broken at a fixed width, tables as lines with a lone bar between cells)
 * into the Markdown in which wordings are kept: one paragraph a line, tables with bars in each row.
 */
export function tidyMarkdown(raw: string): string {
  const lines = raw.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').split('\n');
  const out: string[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) out.push(unwrap(paragraph));
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim();
    if (line === '|') {
      flush();
      const end = endOfBars(lines, at);
      out.push(tableOf(lines.slice(at, end + 1)));
      at = end;
    } else if (line === '') {
      flush();
    } else {
      if (startsAnew(line)) flush();
      paragraph.push(line);
    }
  }
  flush();
  return out
    .filter((block) => block.trim() !== '')
    .join('\n\n')
    .trim();
}

/** Items of lists and numbered clauses begin a line of their own even without an empty line before them. */
function startsAnew(line: string): boolean {
  return (
    /^(?:[-+–•]\s|\*\s|#{1,6}\s|\|)/.test(line) || /^\*{0,2}(?:Điều\s+\d+|Chương\s+[IVXLC\d]+|Mục\s+\d+|[a-zđ]\)|\d{1,2}\.\s)/u.test(line)
  );
}

/** Joined with a space; a bold or italic run that was broken over lines is one run again. */
function unwrap(lines: readonly string[]): string {
  return lines
    .join(' ')
    .replace(/\*\*\s+\*\*/g, ' ')
    .replace(/\s{2,}/g, ' ')
    .trim();
}

const LONGEST_TABLE = 20_000;

/** The last lone bar of the table that begins at a line: two empty lines, or text after the last bar, end it. */
function endOfBars(lines: readonly string[], from: number): number {
  let last = from;
  for (let at = from + 1; at < Math.min(lines.length, from + LONGEST_TABLE); at++) {
    const line = (lines[at] ?? '').trim();
    if (line === '|') last = at;
    else if (line === '' && (lines[at + 1] ?? '').trim() !== '|' && last === at - 1) break;
    else if (line === '' && (lines[at + 1] ?? '').trim() === '') break;
  }
  return last;
}

function tableOf(lines: readonly string[]): string {
  const rows = rowsOf(lines);
  const width = Math.max(0, ...rows.map((row) => row.length));
  // The head (agency and country) and the foot (recipients and signer) of a document are tables only for the eye.
  if (rows.length < 2 || width < 2 || rows.some((row) => row.some((cell) => /CỘNG\s+H(?:ÒA|OÀ)|N(?:ơi|ƠI) nhận|Độc lập/u.test(cell)))) {
    return rows
      .flat()
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '')
      .join('\n\n');
  }
  const shown = rows.map((row) => Array.from({ length: width }, (_, at) => inCell(row[at] ?? '')));
  const [head = [], ...body] = shown;
  const bars = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [bars(head), bars(head.map(() => '---')), ...body.map(bars)].join('\n');
}

function inCell(cell: string): string {
  return unwrap(cell.split('\n')).replaceAll('|', '\\|');
}

/** A lone bar ends a cell; a second one right after it ends the row. */
function rowsOf(lines: readonly string[]): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell: string[] | undefined;
  for (const raw of lines) {
    const line = raw.trim();
    if (line !== '|') {
      cell = [...(cell ?? []), line];
    } else if (cell === undefined) {
      if (row.length > 0) rows.push(row);
      row = [];
    } else {
      row.push(cell.join('\n'));
      cell = undefined;
    }
  }
  if (cell && cell.some((line) => line !== '')) row.push(cell.join('\n'));
  if (row.length > 0) rows.push(row);
  return rows;
}
