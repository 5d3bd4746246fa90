import { type GuessedMetadata, numberKey } from '#core/documents/index.ts';
import type { Text } from '#kernel/i18n.ts';
import { fold, tidy } from '#kernel/text.ts';
import { isDate } from '#kernel/time.ts';

/** Metadata that came with a document. Everything may be missing or wrong. */
export interface GivenMetadata {
  readonly numberNotation?: string | null;
  readonly issuerName?: string | null;
  readonly place?: string | null;
  readonly issuedOn?: string | null;
  readonly titles?: readonly string[];
}

export type FindingField = 'numberNotation' | 'issuerName' | 'place' | 'issuedOn' | 'kind' | 'abstract' | 'text';

/** What is wrong or missing in one field, and what the text of the document suggests instead. */
export interface Finding {
  readonly field: FindingField;
  readonly code: FindingCode;
  readonly given: string | null;
  readonly suggested: string | null;
}

export type FindingCode =
  | 'missing'
  | 'unreadable'
  | 'differs'
  | 'holds-number'
  | 'holds-other-words'
  | 'merged-names'
  | 'not-in-register'
  | 'uncertain'
  | 'same-number'
  | 'pages-without-text'
  | 'cut';

export const findingTexts: Readonly<Record<FindingCode, Text>> = {
  missing: { vi: 'Thiếu', en: 'Missing' },
  unreadable: { vi: 'Không đúng dạng', en: 'Not in a readable form' },
  differs: { vi: 'Khác với nội dung văn bản', en: 'Differs from the text' },
  'holds-number': { vi: 'Lẫn một phần số/ký hiệu', en: 'Holds a part of the number' },
  'holds-other-words': { vi: 'Lẫn chữ của phần khác', en: 'Holds words of another part' },
  'merged-names': { vi: 'Dính nhiều tên hoặc sai mẫu', en: 'Several names in one, or an unusual form' },
  'not-in-register': { vi: 'Không có trong danh bạ cơ quan', en: 'Not in the register of agencies' },
  uncertain: { vi: 'Máy đọc chưa chắc, cần người xem', en: 'Read with doubt; a person should look' },
  'pages-without-text': { vi: 'Có trang không có chữ (ảnh quét)', en: 'Pages without text (scanned)' },
  cut: { vi: 'Dài quá mức đọc, chỉ lấy phần đầu', en: 'Longer than is read; only the beginning was taken' },
  'same-number': { vi: 'Trùng số/ký hiệu với văn bản khác', en: 'Another document has the same number' },
};

/** The metadata to import with, and what an editor should look at. */
export interface Judged {
  readonly numberNotation: string | null;
  readonly issuerName: string;
  readonly place: string | null;
  readonly issuedOn: string | null;
  readonly kind: string;
  readonly abstract: string;
  readonly findings: readonly Finding[];
}

const LONGEST_ABSTRACT = 2_000;

/** Holds what was given against what the text says. Where they disagree the text wins if it was read with certainty. */
export function judge(given: GivenMetadata, guessed: GuessedMetadata): Judged {
  const findings: Finding[] = [];
  const note = (field: FindingField, code: FindingCode, was: string | null, suggested: string | null) =>
    findings.push({ field, code, given: was, suggested });
  return {
    numberNotation: judgeNumber(given.numberNotation ?? null, guessed, note),
    issuerName: judgeIssuer(given.issuerName ?? null, guessed, note),
    place: judgePlace(given.place ?? null, guessed, note),
    issuedOn: judgeDate(given.issuedOn ?? null, guessed, note),
    kind: judgeKind(guessed, note),
    abstract: judgeAbstract(given.titles ?? [], guessed, note),
    findings,
  };
}

type Note = (field: FindingField, code: FindingCode, given: string | null, suggested: string | null) => void;

function judgeNumber(text: string | null, { numberNotation: read }: GuessedMetadata, note: Note): string | null {
  const given = text === null || tidy(text) === '' ? null : tidy(text);
  const key = given === null ? undefined : numberKey(given);
  if (given === null) {
    note('numberNotation', 'missing', null, read.value);
    return read.value;
  }
  if (key === undefined) {
    note('numberNotation', 'unreadable', given, read.value);
    return read.value;
  }
  if (read.value !== null && numberKey(read.value) !== key) {
    note('numberNotation', 'differs', given, read.value);
    return read.confidence === 'high' ? read.value : given;
  }
  return given;
}

const MERGED = /\bSố\s*:|\d|\b(?:CỤC|TRUNG TÂM|TỔNG CỤC|SỞ|CHI CỤC)\b.*\b(?:THUẾ|PHỤC VỤ)\b/u;

function judgeIssuer(text: string | null, { issuerName: read }: GuessedMetadata, note: Note): string {
  const given = text === null ? '' : tidy(text);
  if (given === '') {
    note('issuerName', 'missing', null, read.value);
    return read.value ?? 'Không rõ cơ quan ban hành';
  }
  if (read.value !== null && fold(read.value) === fold(given)) return read.value;
  if (MERGED.test(given) || read.confidence === 'low') {
    note('issuerName', 'merged-names', given, read.value);
    return read.confidence === 'high' || read.confidence === 'medium' ? (read.value ?? given) : given;
  }
  if (read.value === null) return given;
  note('issuerName', 'differs', given, read.value);
  return read.confidence === 'high' ? read.value : given;
}

function judgePlace(text: string | null, { place: read }: GuessedMetadata, note: Note): string | null {
  const given = text === null || tidy(text) === '' ? null : tidy(text);
  if (given === null) {
    note('place', 'missing', null, read.value);
    return read.value;
  }
  if (read.value !== null && fold(read.value) === fold(given)) return read.value;
  const holdsNumber = /\d|\p{Lu}{2,}\s*-\s*\p{Lu}{2,}|Số\s*:/u.test(given);
  note('place', holdsNumber ? 'holds-number' : 'holds-other-words', given, read.value ?? lastName(given));
  return read.value ?? lastName(given);
}

/** "QĐ-UBND Thành phố Huế" → "Thành phố Huế": the place stands last. */
function lastName(text: string): string | null {
  return /((?:Thành phố\s+)?\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*)*)$/u.exec(text)?.[1] ?? null;
}

function judgeDate(text: string | null, { issuedOn: read }: GuessedMetadata, note: Note): string | null {
  if (text === null || text.trim() === '') {
    note('issuedOn', 'missing', null, read.value);
    return read.value;
  }
  if (!isDate(text)) {
    note('issuedOn', 'unreadable', text, read.value);
    return read.value;
  }
  if (read.value !== null && read.value !== text) {
    note('issuedOn', 'differs', text, read.value);
    return read.confidence === 'high' ? read.value : text;
  }
  return text;
}

/** What a document whose kind nobody can tell is filed under until an editor says. */
const UNKNOWN_KIND = 'cong-van';

function judgeKind({ kind }: GuessedMetadata, note: Note): string {
  if (kind.value === null) note('kind', 'missing', null, null);
  else if (kind.confidence === 'low') note('kind', 'uncertain', null, kind.value);
  return kind.value ?? UNKNOWN_KIND;
}

function judgeAbstract(titles: readonly string[], { abstract }: GuessedMetadata, note: Note): string {
  const title = titles.map(tidy).find((one) => one.length > 20 && !/^(?:Điều|Chương|[IVX]+\.)\s/u.test(one));
  const chosen = tidy(abstract.value ?? title ?? '').slice(0, LONGEST_ABSTRACT);
  if (chosen === '') {
    note('abstract', 'missing', null, null);
    return 'Chưa có trích yếu';
  }
  if (abstract.value === null || abstract.confidence === 'low') note('abstract', 'uncertain', null, chosen);
  return chosen;
}
