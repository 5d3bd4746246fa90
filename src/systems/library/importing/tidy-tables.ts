import { isOpen } from './tidy-emphasis.ts';
import { isRule, startsAnew, tidyLine } from './tidy-lines.ts';

/** A table whose cells stand between lines with a lone bar. */
export function tableOfBars(lines: readonly string[]): string {
  return tableOf(cellsBetweenBars(lines));
}

/** A table with each row in a line of its own; a line without a bar at its end goes on in the next. */
export function tableOfRows(lines: readonly string[]): string {
  const rows: string[] = [];
  let open = '';
  for (const line of lines) {
    open = open === '' ? line : `${open} ${line}`;
    if (!line.endsWith('|')) continue;
    rows.push(open);
    open = '';
  }
  if (open !== '') rows.push(open);
  const cells = rows.map((row) =>
    row
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => [cell.trim()]),
  );
  return tableOf(cells.filter((row) => !row.every(([cell = '']) => /^[-:\s]*$/.test(cell))));
}

/** Rows of cells of lines. */
function tableOf(rows: readonly (readonly (readonly string[])[])[]): string {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (rows.length < 2 || width < 2 || isLayout(rows)) {
    return rows
      .flat()
      .flatMap((cell) => layoutParagraphs(cell))
      .join('\n\n');
  }
  const shown = rows.map((row) => Array.from({ length: width }, (_, at) => inCell(row[at] ?? [])));
  const [head = [], ...body] = shown;
  const bars = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [bars(head), bars(head.map(() => '---')), ...body.map(bars)].join('\n');
}

/** The head (agency and country) and the foot (recipients and signer) of a document are tables only for the eye. */
function isLayout(rows: readonly (readonly (readonly string[])[])[]): boolean {
  return rows.flat().some((cell) => /CỘNG\s+H(?:ÒA|OÀ)|N(?:ơi|ƠI)\s+nhận|Độc\s+lập\s+-/u.test(cell.join(' ')));
}

/** Lines of a cell that was a table only for the eye: most line breaks are meant, those inside a phrase are not. */
function layoutParagraphs(lines: readonly string[]): string[] {
  const paragraphs: string[] = [];
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (line === '' || isRule(line)) continue;
    if (last !== undefined && goesOn(last, line)) paragraphs[paragraphs.length - 1] = `${last} ${line}`;
    else paragraphs.push(line);
  }
  return paragraphs.map(tidyLine).filter((text) => text !== '' && !/^[-+–•]$/.test(text));
}

function goesOn(before: string, line: string): boolean {
  if (/^[-+–•]$/.test(before) || isOpen(before)) return true;
  if (startsAnew(line)) return false;
  if (/(?:[Ss]ố|ngày|tháng|năm)\s*:?$/u.test(before) && /^\d/.test(line)) return true;
  if (/[.;:]$/.test(before)) return false;
  return /^[\p{Ll}(]/u.test(line) || /^[-+–•]\s/.test(before);
}

/** Items of a list keep their lines; the rest is one line. */
function inCell(lines: readonly string[]): string {
  const parts: string[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (last === undefined || (/^(?:[-+–•]|[a-zđ]\))(?:\s|$)/u.test(line) && !isOpen(last))) parts.push(line);
    else parts[parts.length - 1] = `${last} ${line}`;
  }
  return parts
    .map((part) => tidyLine(part))
    .filter((part) => part !== '')
    .join('<br>')
    .replaceAll('|', '\\|');
}

/** A lone bar ends a cell; a second one right after it ends the row. */
function cellsBetweenBars(lines: readonly string[]): string[][][] {
  const rows: string[][][] = [];
  let row: string[][] = [];
  let cell: string[] | undefined;
  for (const line of lines) {
    if (line !== '|') {
      cell = [...(cell ?? []), line];
    } else if (cell === undefined) {
      if (row.length > 0) rows.push(row);
      row = [];
    } else {
      row.push(cell);
      cell = undefined;
    }
  }
  if (cell && cell.some((line) => line !== '')) row.push(cell);
  if (row.length > 0) rows.push(row);
  return rows;
}
