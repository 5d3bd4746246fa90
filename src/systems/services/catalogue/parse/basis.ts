import type { LegalBasis } from '../entry.ts';

const HEAD = 'Tên văn bản pháp lýMã văn bản';
const MOST_ROWS = 300;

const kinds = 'TTLT|NĐ|TT|QĐ|NQ|CT|PL|VBHN|L|CV|KH|HD|TB|QC';
/** Longest first: of "QĐ-BHXH" not only "QĐ-B" may be taken. */
const issuers = [
  'UBTVQH\\d{0,2}',
  'QH\\d{1,2}',
  'VKSNDTC',
  'TANDTC',
  'BVHTTDL',
  'BNNPTNT',
  'BLĐTBXH',
  'BNN&PTNT',
  'BNNMT',
  'BTNMT',
  'BGTVT',
  'BKHĐT',
  'BKHCN',
  'BTTTT',
  'BGDĐT',
  'BDTTG',
  'UBCK',
  'UBCKNN',
  'KTNN',
  'TTCP',
  'VPCP',
  'HĐTP',
  'HĐND',
  'UBND',
  'NHNN',
  'BHXH',
  'TCHQ',
  'TCT',
  'TTg',
  'BTC',
  'BTP',
  'BCA',
  'BXD',
  'BYT',
  'BCT',
  'BNV',
  'BQP',
  'BNG',
  'CP',
  'CTN',
]
  .toSorted((a, b) => b.length - a.length)
  .join('|');
/** A number as a document carries it. No line between digits of the number: "1360/2014" is cut at a known end before it. */
const NUMBER = new RegExp(
  `(\\d{1,5}(?:\\.\\d{1,2})?)\\s?/\\s?(?:((?:19|20)\\d\\d)\\s?/\\s?)?((?:${kinds})\\s?[-–_]\\s?(?:(?:${issuers})(?:[-–](?:${issuers}))*)|QH\\d\\d?|(?:PL-)?UBTVQH\\d\\d?|(?:${kinds})/(?:${issuers}))`,
  'gu',
);
/** The end of a row: nothing behind the number, or the first word of the next row without a blank before it. */
const ENDS = /^(?:\s*$|\s?[\p{Lu}"“\d]|\s?(?:sửa|quy|về|hướng|phân|ban|nghị|luật|thông|số)\s)/u;
const WORDS_BEFORE =
  /(?:Luật|Luất|Bộ luật|Nghị định|Thông tư(?: liên tịch)?|Quyết định|Nghị quyết|Pháp lệnh|Văn bản hợp nhất|Công văn)?\s*(?:số:?\s*)?$/iu;
const DATE = /^[^\d]{0,12}ngày\s*(\d{1,2})\s*(?:\/|-|\.|tháng)\s*(\d{1,2})\s*(?:\/|-|\.|năm)\s*((?:19|20)\d\d)/iu;

/** The table of legal bases; undefined when the text has not its shape. */
export function readBasis(text: string): LegalBasis[] | undefined {
  if (!text.startsWith(HEAD)) return undefined;
  const body = text.slice(HEAD.length);
  const rows: LegalBasis[] = [];
  /** Where the newest row begins; a number right behind it is its own, and the one before it belonged to its title. */
  let from = 0;
  let end = 0;
  for (const match of body.matchAll(NUMBER)) {
    if (rows.length > MOST_ROWS) return undefined;
    const next = match.index + match[0].length;
    if (!ENDS.test(body.slice(next, next + 40))) continue;
    const again = rows.length > 0 && body.slice(end, match.index).trim() === '';
    if (again) rows.pop();
    else from = end;
    end = next;
    rows.push(rowOf(body.slice(from, match.index), match));
  }
  const rest = body.slice(end).trim();
  return rest === '' ? rows : [...rows, { text: rest }];
}

function rowOf(words: string, match: RegExpMatchArray): LegalBasis {
  const number = numberOf(match);
  const near = Math.max(0, words.length - 60);
  const text = (words.slice(0, near) + words.slice(near).replace(WORDS_BEFORE, '')).trim() || words.trim() || number;
  return { text, number, ...dateIn(text, number) };
}

function numberOf([, digits = '', year, notation = '']: RegExpMatchArray): string {
  const tidy = notation.replace(/\s/g, '').replace(/[–_]/g, '-');
  return year === undefined ? `${digits}/${tidy}` : `${digits}/${year}/${tidy}`;
}

/** The date that a title says right behind its own number. */
function dateIn(text: string, number: string): { date: string } | Record<string, never> {
  const at = text.indexOf(number);
  const match = at === -1 ? undefined : DATE.exec(text.slice(at + number.length, at + number.length + 60));
  if (!match) return {};
  const [, day = '', month = '', year = ''] = match;
  if (Number(day) < 1 || Number(day) > 31 || Number(month) < 1 || Number(month) > 12) return {};
  return { date: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` };
}
