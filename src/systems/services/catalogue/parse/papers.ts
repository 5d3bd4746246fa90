import type { Paper, PaperGroup } from '../entry.ts';

const HEAD = 'Tên giấy tờMẫu đơn, tờ khaiSố lượng';
/** How many: at the end of each row, right behind the row's words, and followed by no word or mark of a sentence. */
const COUNT = /(?<!\d)(\d{1,12}) bản (?:chính(?:, ?(\d{1,3}) bản sao)?|sao)(?![\s,;.)/:]*[\p{Ll},;.)/:](?!\)|\d\.))/gu;
const FILE_END = /\.(?:docx?|xlsx?|pdf|rtf|zip|rar|jpe?g|png)/giu;
const MOST_GROUPS = 100;
const MOST_PAPERS = 1_000;
const LONGEST_FILE_NAME = 160;

/** The tables of papers, one a case; undefined when the text has not their shape. */
export function readPapers(text: string): PaperGroup[] | undefined {
  const parts = text.split(HEAD, MOST_GROUPS + 2);
  if (parts.length < 2 || parts.length > MOST_GROUPS + 1) return undefined;
  const groups: PaperGroup[] = [];
  let title = titleOf(parts[0] ?? '');
  for (const part of parts.slice(1)) {
    const { papers, rest } = rowsOf(part);
    groups.push({ title, papers });
    title = titleOf(rest);
    // What follows the last table is no title of another: it stays a paper without a count.
    if (part === parts.at(-1) && rest.trim() !== '') groups.push({ title: '', papers: [{ ...withFiles(rest), doubt: 'no-count' }] });
  }
  const merged = groups.filter(({ papers }) => papers.length > 0);
  return merged.reduce((sum, { papers }) => sum + papers.length, 0) > MOST_PAPERS ? undefined : merged;
}

function titleOf(text: string): string {
  const title = text.trim();
  return /^[-–.:*\s]*$/.test(title) ? '' : title;
}

/** Rows up to the last count; the rest is the title of the next table. */
function rowsOf(part: string): { papers: Paper[]; rest: string } {
  const papers: Paper[] = [];
  let from = 0;
  for (const match of part.matchAll(COUNT)) {
    if (papers.length > MOST_PAPERS) break;
    const row = countedRow(part.slice(from, match.index), match);
    if (!row) continue;
    papers.push(row);
    from = match.index + match[0].length;
  }
  return { papers, rest: part.slice(from) };
}

function countedRow(before: string, match: RegExpExecArray | RegExpMatchArray): Paper | undefined {
  const [whole, digits = '', copies] = match;
  // In a sentence a blank stands before the number, and it is written "01".
  if (/\s$/.test(before) && digits.startsWith('0') && digits.length > 1) return undefined;
  const onlyCopies = whole.endsWith('sao') && !whole.includes('chính');
  const { count, left, doubt } = countIn(digits);
  const named = withFiles(before + left);
  if (named.text === '' && named.files.length === 0) return undefined;
  const counts = onlyCopies ? { originals: 0, copies: count } : { originals: count, copies: copies === undefined ? 0 : Number(copies) };
  return { ...named, ...(doubt ? { doubt: 'long-count' as const } : { ...counts, ...(named.doubt ? { doubt: named.doubt } : {}) }) };
}

/**
 * The number at the end of a run of digits: "2023" + "1" run together is the year 2023 and one; a run of one digit is the
 * number; of others nobody can tell where the words end.
 */
function countIn(digits: string): { count: number; left: string; doubt: boolean } {
  if (digits.length === 1) return { count: Number(digits), left: '', doubt: false };
  const year = /^(.*(?:19|20)\d\d)(\d)$/.exec(digits);
  if (year) return { count: Number(year[2]), left: year[1] ?? '', doubt: false };
  // A leading nought is never a count of the portal's: "mẫu 01" ran into it.
  const numbered = /^(0\d)(\d)$/.exec(digits);
  if (numbered) return { count: Number(numbered[2]), left: numbered[1] ?? '', doubt: false };
  return { count: 0, left: digits, doubt: true };
}

/** Splits the names of the form's files off the words of the paper. */
function withFiles(words: string): Pick<Paper, 'text' | 'files' | 'doubt'> {
  const row = words.trim();
  const ends = [...row.matchAll(FILE_END)].map((match) => match.index + match[0].length);
  if (ends.at(-1) !== row.length) return { text: row, files: [] };
  const first = beginOfFile(row.slice(0, ends[0]));
  if (first === undefined) return { text: row, files: [], doubt: 'file-name' };
  const files = ends.map((end, at) => row.slice(at === 0 ? first : ends[at - 1], end).trim());
  return { text: row.slice(0, first).trim(), files };
}

/** Where the last word ends and a file's name begins without a blank between them: "nhập khẩuMau 03.docx". */
function beginOfFile(text: string): number | undefined {
  const from = Math.max(0, text.length - LONGEST_FILE_NAME);
  const near = text.slice(from);
  const begin = [...near.matchAll(GLUED)].find(({ index }) => !/[;\n]/.test(near.slice(index)))?.index;
  if (begin !== undefined) return from + begin;
  // A row that is nothing but a file.
  return /^[\w\-. ()]{1,80}$/.test(text) ? 0 : undefined;
}

/** A small letter, mark or abbreviation with a capital right behind it; "QĐ-TTg" is one word. */
const GLUED = /(?<=[\p{Ll};.)”"])(?=\p{Lu})|(?<=\p{Lu}\p{Lu})(?=\p{Lu}\p{Ll})(?!Tg)/gu;
