import { getDocumentProxy } from 'unpdf';

/** Most pages that are read; a longer document is still accepted, its text is cut there. */
const MAX_PAGES = 2_000;
const MAX_CHARACTERS = 4_000_000;

export interface PageText {
  readonly pages: number;
  readonly text: string;
  /** Of those that were read, from 1. */
  readonly emptyPages: readonly number[];
  /** The text was cut. */
  readonly cut: boolean;
}

interface Item {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

interface Line {
  text: string;
  x: number;
  y: number;
  end: number;
  size: number;
}

/** Text of a PDF as paragraphs: lines of one paragraph joined by a line break, paragraphs by an empty line. */
export async function readPdf(bytes: Uint8Array): Promise<PageText> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const read: string[] = [];
  let length = 0;
  let number = 1;
  for (; number <= Math.min(pdf.numPages, MAX_PAGES) && length < MAX_CHARACTERS; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const text = paragraphsOf(linesOf(items as unknown as readonly Item[], number));
    page.cleanup();
    length += text.length;
    read.push(text);
  }
  const emptyPages = read.flatMap((text, index) => (text === '' ? [index + 1] : []));
  return { pages: pdf.numPages, emptyPages, text: joinPages(read).normalize('NFC'), cut: number <= pdf.numPages };
}

const MAX_PAGES_AS_IS = 200;

/** Every run of a PDF's pages as it is coded, and what its file notes of itself. */
export async function readPdfAsIs(bytes: Uint8Array): Promise<{ pages: number; text: string; notes: string; cut: boolean }> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const { info } = (await pdf.getMetadata()) as { info: { Title?: unknown; Keywords?: unknown } };
  const last = Math.min(pdf.numPages, MAX_PAGES_AS_IS);
  let text = '';
  for (let number = 1; number <= last && text.length < MAX_CHARACTERS; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    text += (items as unknown as readonly { str?: string; hasEOL?: boolean }[])
      .map(({ str = '', hasEOL = false }) => (hasEOL ? `${str}\n` : str))
      .join('');
    page.cleanup();
  }
  return { pages: pdf.numPages, text, notes: `${String(info.Title ?? '')}\n${String(info.Keywords ?? '')}`, cut: pdf.numPages > last };
}

/** Runs on one baseline without a wide space between them are a line; a lone page number is left out. */
function linesOf(items: readonly Item[], pageNumber: number): Line[] {
  const lines: Line[] = [];
  for (const item of items) {
    if (item.str === '') continue;
    const [, , , , x = 0, y = 0] = item.transform;
    const size = item.height || Math.abs(item.transform[3] ?? 12);
    const last = lines.at(-1);
    const space = last ? x - last.end : 0;
    if (last && Math.abs(y - last.y) < 2 && space < 1.6 * size && space > -size) {
      last.text += (space > 0.15 * size && !/\s$/.test(last.text) && !item.str.startsWith(' ') ? ' ' : '') + item.str;
      last.end = Math.max(last.end, x + item.width);
      last.size = Math.max(last.size, size);
    } else if (item.str.trim() !== '') lines.push({ text: item.str, x, y, end: x + item.width, size });
  }
  return lines.filter((line, index) => !((index === 0 || index === lines.length - 1) && line.text.trim() === String(pageNumber)));
}

/** A new paragraph begins after a wide gap, with an indent, after a short line, and where the text jumps up or aside. */
function paragraphsOf(lines: readonly Line[]): string {
  if (lines.length === 0) return '';
  const left = Math.min(...lines.map((line) => line.x));
  const right = Math.max(...lines.map((line) => line.end));
  let text = '';
  for (const [index, line] of lines.entries()) {
    const last = lines[index - 1];
    if (last) text += startsParagraph(line, last, left, right) ? '\n\n' : '\n';
    text += line.text.replace(/\s+/g, ' ').trim();
  }
  return text;
}

function startsParagraph(line: Line, last: Line, left: number, right: number): boolean {
  const down = last.y - line.y;
  if (down < 0 || down > 1.9 * Math.max(line.size, last.size)) return true;
  const indented = line.x - left > 1.2 * line.size;
  const centred = Math.abs((line.x + line.end) / 2 - (last.x + last.end) / 2) < line.size;
  if (indented && !centred) return true;
  return !indented && right - last.end > 0.15 * (right - left);
}

/** A sentence that runs on over the page is one paragraph. */
function joinPages(pages: readonly string[]): string {
  return pages
    .filter((page) => page !== '')
    .reduce((all, page) => {
      const runsOn = /[\p{Ll}\p{N},–-]$/u.test(all) && /^\p{Ll}/u.test(page);
      return all === '' ? page : `${all}${runsOn ? '\n' : '\n\n'}${page}`;
    }, '');
}
