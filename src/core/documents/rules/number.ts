import { fold } from '#kernel/text.ts';

/** How a kind writes its number: `named` 15/QĐ-UBND, `letter` (công văn) 15/UBND-VP, `law` 72/2025/QH15. */
export type NumberForm = 'named' | 'letter' | 'law';

export interface NumberParts {
  readonly form: NumberForm;
  readonly number: number;
  /** Only normative documents carry the year. */
  readonly year: number | null;
  /** Abbreviation of the kind: QĐ; null for công văn and laws. */
  readonly kindAbbreviation: string | null;
  /** Abbreviation of the issuing body: UBND, BTP, CP, QH15. */
  readonly issuerAbbreviation: string;
  /** Unit or field a công văn was drafted by: VP. */
  readonly unitAbbreviation: string | null;
}

/** Numbers below 10 are printed with a leading zero (Decree 30/2020, general knowledge). */
export function printedNumber(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** Ký hiệu: QĐ-UBND, UBND-VP, QH15. */
export function formatNotation(parts: Omit<NumberParts, 'number' | 'year'>): string {
  const { form, kindAbbreviation, issuerAbbreviation, unitAbbreviation } = parts;
  if (form === 'named' && kindAbbreviation) return `${kindAbbreviation}-${issuerAbbreviation}`;
  if (form === 'letter' && unitAbbreviation) return `${issuerAbbreviation}-${unitAbbreviation}`;
  return issuerAbbreviation;
}

/** Số/ký hiệu as printed after "Số:": 05/QĐ-UBND, 15/UBND-VP, 118/2025/NĐ-CP. */
export function formatNumberNotation(number: number, year: number | null, notation: string): string {
  return [printedNumber(number), ...(year === null ? [] : [String(year)]), notation].join('/');
}

/** Letters that look like Đ but are not (Icelandic eth, African d), common in typed and converted texts. */
const FALSE_D = /[ÐðƉɖ]/g;

/** Reads the running text of a số/ký hiệu: leading words, number, optional year, the rest. */
const SHAPE = /^(?:[a-z ]+ )?(\d{1,9}) ?(?:((?:19|20)\d\d) )?([a-z][a-z0-9 ]*)$/;
const YEAR_LAST = /^(?:[a-z ]+ )?(\d{1,9}) ?([a-z][a-z ]*) ((?:19|20)\d\d)$/;
const NUMBER_AND_YEAR = /^(?:[a-z ]+ )?(\d{1,9}) ((?:19|20)\d\d)$/;

/**
 * The key under which a số/ký hiệu is found, however badly it was typed: `118/2025/NĐ-CP`, `118-2025-nđcp` and
 * `so 118 / 2025 / nd cp` all give `118/2025/ndcp`; leading zeros do not count. A bare `118/2025` gives `118/2025`,
 * to be used as a prefix. Undefined when it has no such shape.
 */
export function numberKey(text: string): string | undefined {
  if (text.length > 200) return undefined;
  const folded = fold(text.replace(FALSE_D, 'd'));
  const bare = NUMBER_AND_YEAR.exec(folded);
  if (bare) return `${Number(bare[1])}/${bare[2]}`;
  const yearLast = YEAR_LAST.exec(folded);
  if (yearLast) return `${Number(yearLast[1])}/${yearLast[3]}/${closed(yearLast[2])}`;
  const match = SHAPE.exec(folded);
  if (!match) return undefined;
  return [String(Number(match[1])), ...(match[2] ? [match[2]] : []), closed(match[3])].join('/');
}

function closed(text = ''): string {
  return text.replaceAll(' ', '');
}

export interface ParsedNumber {
  readonly number: number;
  /** Digits as written: 031. */
  readonly numberText: string;
  readonly year: number | null;
  /** QĐ-UBND, UBND-VP, QH15. */
  readonly notation: string;
  /** The first part of the notation when it is an abbreviation of a kind; CT may be Chỉ thị or a Cục Thuế: ask the text. */
  readonly kindAbbreviation: string | null;
  readonly form: NumberForm;
  readonly issuerAbbreviation: string;
  readonly unitAbbreviation: string | null;
  /** Số/ký hiệu tidied: `031/2025/QĐ-UBND`. */
  readonly numberNotation: string;
}

const WRITTEN = /(\d{1,9})\s*\/\s*(?:((?:19|20)\d\d)\s*\/\s*)?(\p{L}[\p{L}\p{N}]*(?:\s*[-–—.&/]\s*[\p{L}\p{N}]+)*)/u;

/**
 * Takes a written số/ký hiệu apart. `abbreviations` are those of the kinds (see `kindAbbreviations`); letter case
 * is kept, since QyĐ and QĐ differ by it. Undefined when the text holds none.
 */
export function parseNumber(text: string, abbreviations: ReadonlySet<string>): ParsedNumber | undefined {
  const match = WRITTEN.exec(text.normalize('NFC').replace(FALSE_D, 'Đ'));
  if (!match) return undefined;
  const [, numberText = '', yearText, tail = ''] = match;
  const notation = tail.replace(/\s*[-–—]\s*/g, '-').replace(/\s*([.&/])\s*/g, '$1');
  const segments = notation.split('-');
  const first = segments[0] ?? '';
  const named = segments.length > 1 && abbreviations.has(first);
  const law = /^QH\d+$/.test(notation) || /^UBTVQH\d*$/.test(notation);
  const year = yearText === undefined ? null : Number(yearText);
  return {
    number: Number(numberText),
    numberText,
    year,
    notation,
    kindAbbreviation: named ? first : null,
    form: named ? 'named' : law ? 'law' : 'letter',
    issuerAbbreviation: named ? segments.slice(1).join('-') : first,
    unitAbbreviation: named || segments.length === 1 ? null : segments.slice(1).join('-'),
    numberNotation: [numberText, ...(yearText === undefined ? [] : [yearText]), notation].join('/'),
  };
}

/** Whether every province or commune may have this number too, so that it names a document only with its issuer. */
export function isLocalNumber(key: string): boolean {
  return /\/[a-z]*(?:ubnd|hdnd)/.test(key);
}
