import { officialDate } from '#kernel/time.ts';
import type { NumberForm } from '../rules/number.ts';
import type { Signer, Urgency } from '../types.ts';
import { type Block, readMarkdown } from './markdown.ts';

/** An appendix: it begins a page of its own after the signature. */
export interface Annex {
  /** "Phụ lục I", or the kind of what is issued along with a decision: "QUY CHẾ". */
  readonly label: string;
  readonly title: string | null;
  /** "(Kèm theo Quyết định số 15/QĐ-UBND ngày … của …)". */
  readonly reference: string | null;
  readonly markdown: string;
}

/** What a page set of an official document is made from. Names are given in ordinary letters; capitals are made here. */
export interface TypesetInput {
  /** The body above the issuer ("UBND THÀNH PHỐ HUẾ" above "SỞ TÀI CHÍNH"); null for ministries, People's Committees, … */
  readonly superiorName: string | null;
  readonly issuerName: string;
  readonly form: NumberForm;
  /** "Quyết định"; printed for all but công văn. */
  readonly kindName: string;
  readonly abstract: string;
  /** The number carries the year. */
  readonly normative: boolean;
  /** QĐ-UBND; needed while there is no number yet, so that the place for it is left open. */
  readonly notation: string;
  readonly numberNotation: string | null;
  /** Huế */
  readonly place: string;
  /** Calendar date; null on a draft: the day and month are left open. */
  readonly issuedOn: string | null;
  /** Calendar date noted in the file, and the year of a draft: of issue, or of making the draft. */
  readonly madeOn: string;
  /** "Kính gửi:" of a công văn or tờ trình. */
  readonly addressees?: readonly string[];
  /** The wording; see `readMarkdown`. */
  readonly markdown: string;
  readonly signer: Signer;
  /** Lines of "Nơi nhận:" without dash and full stop: "Như trên", "Lưu: VT, TH". */
  readonly recipients: readonly string[];
  readonly urgency?: Urgency;
  readonly language?: string;
  readonly annexes?: readonly Annex[];
}

/** What the template reads; all strings are text. */
export interface PageData {
  readonly title: string;
  readonly author: string;
  readonly date: { readonly year: number; readonly month: number; readonly day: number };
  readonly language: string;
  readonly country: string;
  readonly motto: string;
  readonly superior: string | null;
  readonly issuer: string;
  readonly number: string;
  readonly about: string | null;
  readonly 'place-and-date': string;
  readonly urgency: string | null;
  readonly kind: string | null;
  readonly abstract: string | null;
  readonly 'to-label': string;
  readonly to: readonly string[];
  readonly body: readonly Block[];
  readonly signer: { readonly titles: readonly string[]; readonly name: string };
  readonly 'recipients-label': string;
  readonly recipients: readonly string[];
  readonly annexes: readonly { label: string; title: string | null; reference: string | null; body: readonly Block[] }[];
}

const MARKS: Readonly<Record<Urgency, string | null>> = { 0: null, 1: 'KHẨN', 2: 'THƯỢNG KHẨN', 3: 'HỎA TỐC' };

/** Signs that people paste and Times New Roman lacks, and what stands for them on paper. */
const SUBSTITUTES: readonly (readonly [RegExp, string])[] = [
  [/[\u2610\u25FB\u2B1C]/g, '□'],
  [/[\u2611\u2612\u2713\u2714\u2705]/g, '√'],
  [/[\uF0B7\u2022\u2043]/g, '•'],
  [/[\u2010\u2011\u2212]/g, '-'],
  [/[\u00A0\u2007\u202F\u2002-\u2006\u2008-\u200A\t]/g, ' '],
  [/[\u200B-\u200F\u2028-\u202E\u2060\uFEFF\u00AD]/g, ''],
  // eslint-disable-next-line no-control-regex
  [/[\u0000-\u0008\u000B-\u001F\u007F]/g, ''],
];

export function printable(text: string): string {
  return SUBSTITUTES.reduce((result, [sign, substitute]) => result.replace(sign, substitute), text.normalize('NFC'));
}

/** Puts the nine compulsory parts of Decree 30/2020 in the words in which they are printed. */
export function pageData(input: TypesetInput): PageData {
  const letter = input.form === 'letter';
  const [year = 0, month = 1, day = 1] = input.madeOn.split('-').map(Number);
  const data: PageData = {
    title: [input.kindName, input.numberNotation, input.abstract].filter(Boolean).join(' '),
    author: input.issuerName,
    date: { year, month, day },
    language: input.language ?? 'vi',
    country: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    motto: 'Độc lập - Tự do - Hạnh phúc',
    superior: input.superiorName === null ? null : capitals(input.superiorName),
    issuer: capitals(input.issuerName),
    number: `Số: ${input.numberNotation ?? openNumber(input)}`,
    about: letter ? `V/v ${input.abstract}` : null,
    'place-and-date': `${input.place}, ${input.issuedOn === null ? `ngày ${OPEN} tháng ${OPEN} năm ${year}` : officialDate(input.issuedOn)}`,
    urgency: MARKS[input.urgency ?? 0],
    kind: letter ? null : capitals(input.kindName),
    abstract: letter ? null : input.abstract,
    'to-label': 'Kính gửi:',
    to: punctuated(input.addressees ?? []),
    body: bodyOf(input.markdown),
    signer: { titles: signerTitles(input.signer), name: input.signer.name ?? '' },
    'recipients-label': 'Nơi nhận:',
    recipients: punctuated(input.recipients).map((line) => `- ${line}`),
    annexes: (input.annexes ?? []).map(({ markdown, ...annex }) => ({ ...annexHeading(annex), body: bodyOf(markdown) })),
  };
  return mapStrings(data, printable);
}

/** Pages begin and end with words. */
function bodyOf(markdown: string): Block[] {
  const blocks = readMarkdown(markdown);
  const last = blocks.findLastIndex((block) => block.kind !== 'page-break');
  const first = blocks.findIndex((block) => block.kind !== 'page-break');
  return first < 0 ? [] : blocks.slice(first, last + 1);
}

/** "Phụ lục I" in ordinary letters over a title in capitals; "QUY CHẾ" in capitals over a title in ordinary letters. */
function annexHeading({ label, title, reference }: Omit<Annex, 'markdown'>): Omit<Annex, 'markdown'> {
  const numbered = label.normalize('NFC').toLowerCase().startsWith('phụ lục');
  return numbered ? { label, title: title === null ? null : capitals(title), reference } : { label: capitals(label), title, reference };
}

/** Room that is filled when the number and date are given. */
const OPEN = ' '.repeat(6);

function openNumber({ form, notation, normative, madeOn }: TypesetInput): string {
  const year = form === 'law' || normative ? [madeOn.slice(0, 4)] : [];
  return [OPEN, ...year, notation].join('/');
}

export function capitals(text: string): string {
  return text.toUpperCase();
}

/** "TM. ỦY BAN NHÂN DÂN" / "KT. CHỦ TỊCH" / "PHÓ CHỦ TỊCH": each on its own line. */
export function signerTitles(signer: Signer): string[] {
  return [signer.competence, signer.position]
    .flatMap((text) => (text ?? '').split('\n'))
    .map((line) => capitals(line.trim()))
    .filter((line) => line !== '');
}

/** Lines of a list end with ";" and the last with ".": as Decree 30/2020 shows. One alone stays as it is. */
export function punctuated(lines: readonly string[]): string[] {
  const bare = lines
    .map((line) =>
      line
        .trim()
        .replace(/^[-–•]\s*/, '')
        .replace(/[;.,]+$/, ''),
    )
    .filter((line) => line !== '');
  if (bare.length === 1) return bare;
  return bare.map((line, index) => `${line}${index === bare.length - 1 ? '.' : ';'}`);
}

/** Changes every string of a value, however deep. */
export function mapStrings<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => mapStrings(item, change)) as T;
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapStrings(item as unknown, change)])) as T;
  }
  return value;
}
