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
/** A number as a document carries it; the digits before may hold the year with which the title ended ("… 2020" + "76/2025/QH15"). */
const NUMBER = new RegExp(
  `(\\d{1,12}(?:\\.\\d{1,2})?)\\s?/\\s?(?:((?:19|20)\\d\\d)\\s?/\\s?)?((?:${kinds})\\s?[-–_]\\s?(?:(?:${issuers})(?:[-–](?:${issuers}))*)|QH\\d\\d?|(?:PL-)?UBTVQH\\d\\d?|(?:${kinds})/(?:${issuers}))`,
  'gu',
);
const YEAR_BEFORE = /^((?:19|20)\d\d\.?)(\d{1,4})$/;
/** What may stand right behind the number that ends a row: nothing, or the next row's first word without a blank. */
const GLUED = /^(?:\s*$|[\p{L}\d"“(]|-\p{Lu})/u;
const NEXT_SENTENCE = /^\s\p{Lu}/u;
const KIND_BEFORE =
  /(?:^|[\s(])(?:Luật|Luất|Bộ luật|Nghị định|Thông tư(?: liên tịch)?|Quyết định|Nghị quyết|Pháp lệnh|Văn bản hợp nhất|Công văn|Luật số|số:?)\s*(?:số:?\s*)?$/iu;
const WORDS_BEFORE =
  /(?:Luật|Luất|Bộ luật|Nghị định|Thông tư(?: liên tịch)?|Quyết định|Nghị quyết|Pháp lệnh|Văn bản hợp nhất|Công văn)?\s*(?:số:?\s*)?$/iu;
const DATE = /^[^\d]{0,12}ngày\s*(\d{1,2})\s*(?:\/|-|\.|tháng)\s*(\d{1,2})\s*(?:\/|-|\.|năm)\s*((?:19|20)\d\d)/iu;
const CAPITALS = /\p{Lu}{2,}[^\p{Ll}]{0,40}$/u;

/** A number in the text, with the place where it begins and ends. */
interface Mark {
  readonly at: number;
  readonly end: number;
  readonly number: string;
}

/** The table of legal bases; undefined when the text has not its shape. */
export function readBasis(text: string): LegalBasis[] | undefined {
  if (!text.startsWith(HEAD)) return undefined;
  const body = text.slice(HEAD.length);
  const marks = [...body.matchAll(NUMBER)].map(markOf);
  if (marks.length > MOST_ROWS) return undefined;
  const rows: LegalBasis[] = [];
  let from = 0;
  for (const [place, mark] of marks.entries()) {
    if (!endsRow(body, from, marks, place)) continue;
    rows.push(rowOf(body.slice(from, mark.at), mark.number));
    from = mark.end;
  }
  const rest = body.slice(from).trim();
  return rest === '' ? rows : [...rows, { text: rest }];
}

function markOf(match: RegExpExecArray): Mark {
  const [whole, digits = '', year, notation = ''] = match;
  const before = YEAR_BEFORE.exec(digits);
  const number = before?.[2] ?? digits;
  const tidy = notation.replace(/\s/g, '').replace(/[–_]/g, '-');
  return {
    at: match.index + digits.length - number.length,
    end: match.index + whole.length,
    number: year === undefined ? `${number}/${tidy}` : `${number}/${year}/${tidy}`,
  };
}

/** Whether a number is the code at the end of a row, and not one that stands in a title. */
function endsRow(body: string, from: number, marks: readonly Mark[], place: number): boolean {
  const mark = marks[place];
  const next = marks[place + 1];
  if (!mark) return false;
  const words = near(body.slice(from, mark.at));
  const behind = body.slice(mark.end, mark.end + 40);
  const own = words.replace(WORDS_BEFORE, '').trim() === '';
  // A title that begins with its own number is closed by the same number.
  if (next?.number === mark.number && (own || !GLUED.test(behind))) return false;
  if (!GLUED.test(behind)) return NEXT_SENTENCE.test(behind) && !own && !KIND_BEFORE.test(words) && !CAPITALS.test(words);
  if (next?.at !== mark.end) return true;
  // Two numbers side by side: the first ends a title that speaks of it, unless the second is a row of its own, told twice.
  if (next.number === mark.number) return false;
  return marks[place + 2]?.number === next.number || !KIND_BEFORE.test(words);
}

/** The end of a long title: what stands before a number is short. */
function near(words: string): string {
  return words.length <= 80 ? words : `… ${words.slice(-80)}`;
}

function rowOf(words: string, number: string): LegalBasis {
  const start = Math.max(0, words.length - 60);
  const text = (words.slice(0, start) + words.slice(start).replace(WORDS_BEFORE, '')).trim() || words.trim() || number;
  return { text, number, ...dateIn(text, number) };
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
