import { fold } from '#kernel/text.ts';
import { isDate } from '#kernel/time.ts';
import { type ParsedNumber, parseNumber } from '../rules/number.ts';
import { type Secrecy, secrecyMarkIn } from '../rules/secrecy.ts';
import type { Signer } from '../types.ts';
import { agencyOfNotation, ordinaryName, splitAgencies } from './agency-name.ts';
import { guess, type Guess, noGuess } from './guess.ts';
import { guessAbstract, guessSubject } from './guess-abstract.ts';
import { guessEffectiveFrom } from './guess-effective-from.ts';
import { guessSigner } from './guess-signer.ts';
import { type HeadLine, headLines, isCapitals, stripMarks } from './head-lines.ts';

/** What guessing needs to know of the kinds; rows of `kinds()` fit. */
export interface KnownKind {
  readonly code: string;
  readonly name: string;
  readonly abbreviation: string | null;
}

export interface GuessedMetadata {
  /** Số/ký hiệu as written: 031/2025/QĐ-UBND. */
  readonly numberNotation: Guess<string>;
  /** Code of the kind. */
  readonly kind: Guess<string>;
  readonly normative: boolean;
  /** In ordinary letters. */
  readonly issuerName: Guess<string>;
  readonly superiorName: string | null;
  /** Calendar date. */
  readonly issuedOn: Guess<string>;
  readonly place: Guess<string>;
  readonly abstract: Guess<string>;
  readonly signer: Guess<Signer>;
  readonly effectiveFrom: Guess<string>;
  readonly secrecy: Secrecy;
}

const HEAD = 5_000;

/**
 * Reads the metadata of a Vietnamese official document out of its text (plain, Markdown, or what a PDF gave), each
 * with how sure that is and why. Nothing is invented: what is not there is null.
 */
export function guessMetadata(text: string, kinds: readonly KnownKind[]): GuessedMetadata {
  const lines = headLines(text, HEAD);
  const whole = stripMarks(text);
  const body = whole.slice(0, 60_000);
  const abbreviations = new Map(kinds.flatMap((kind) => (kind.abbreviation === null ? [] : [[kind.abbreviation, kind.code]])));
  const number = findNumber(lines, new Set(abbreviations.keys()));
  const title = findTitle(lines, kinds, number?.index ?? 0);
  const letter = lines.slice(0, 30).some((line) => /V\s*\/\s*v/u.test(line.text)) && title === undefined;
  const kind = guessKind(number?.parsed, title?.code, letter, abbreviations);
  const { issuedOn, place } = guessDate(lines);
  const agencies = guessAgencies(lines, number);
  return {
    numberNotation: number
      ? guess(number.parsed.numberNotation, number.labelled ? 'high' : 'medium', 'Ghi sau “Số:”.', 'Written after “Số:”.')
      : noGuess('Không thấy số, ký hiệu ở phần đầu.', 'No number was found in the head.'),
    kind,
    normative: typeof number?.parsed.year === 'number' && kind.value !== 'van-ban-hop-nhat' && kind.value !== 'cong-van',
    ...agencies,
    issuedOn,
    place,
    abstract: title ? guessAbstract(lines, title.index, body) : guessSubject(lines),
    signer: guessSigner(text),
    effectiveFrom: guessEffectiveFrom(whole, issuedOn.value),
    secrecy: secrecyMarkIn(text),
  };
}

interface FoundNumber {
  readonly parsed: ParsedNumber;
  /** Line at which "Số:" stands. */
  readonly index: number;
  readonly labelled: boolean;
}

/** After "Số:", possibly on the next line; never out of the grounds ("Căn cứ … số …"). */
function findNumber(lines: readonly HeadLine[], abbreviations: ReadonlySet<string>): FoundNumber | undefined {
  for (const [index, line] of lines.entries()) {
    if (line.text.startsWith('Căn cứ')) break;
    if (!/^(?:\p{L}+\s+)?[Ss]?ố\s*:?\s*(?:\d|$)/u.test(line.text)) continue;
    const parsed = parseNumber(`${line.text} ${lines[index + 1]?.text ?? ''}`, abbreviations);
    if (parsed) return { parsed, index, labelled: true };
  }
  const index = lines.findIndex((line) => /^\d+\s*\/\s*(?:\d{4}\s*\/\s*)?\p{Lu}{2}/u.test(line.text));
  const parsed = index < 0 ? undefined : parseNumber(lines[index]?.text ?? '', abbreviations);
  return parsed && { parsed, index, labelled: false };
}

/** The line under the number (at `from`) that is the name of a kind in capitals. */
function findTitle(lines: readonly HeadLine[], kinds: readonly KnownKind[], from: number): { code: string; index: number } | undefined {
  const byName = new Map(kinds.map((kind) => [fold(kind.name), kind.code]));
  for (const [index, line] of lines.slice(0, 60).entries()) {
    if (index < from || !isCapitals(line.text)) continue;
    const alone = byName.get(fold(line.text));
    if (alone !== undefined) return { code: alone, index };
    const next = lines[index + 1];
    const broken = next && !next.gap && isCapitals(next.text) ? byName.get(fold(`${line.text} ${next.text}`)) : undefined;
    if (broken !== undefined) return { code: broken, index: index + 1 };
  }
  return undefined;
}

function guessKind(
  number: ParsedNumber | undefined,
  title: string | undefined,
  letter: boolean,
  abbreviations: ReadonlyMap<string, string>,
): Guess<string> {
  const byNotation = number?.kindAbbreviation ? abbreviations.get(number.kindAbbreviation) : undefined;
  if (letter) return guess('cong-van', 'high', 'Có “V/v” dưới số, không có tên loại.', 'Has “V/v” under the number and no title.');
  if (byNotation === 'van-ban-hop-nhat') {
    return guess(
      byNotation,
      'high',
      'Ký hiệu VBHN: văn bản hợp nhất, tên loại là của văn bản được hợp nhất.',
      'Notation VBHN: a consolidated text.',
    );
  }
  if (title !== undefined && byNotation === title)
    return guess(title, 'high', 'Tên loại và ký hiệu khớp nhau.', 'Title and notation agree.');
  if (title !== undefined && (byNotation === undefined || number?.form === 'law')) {
    return guess(title, number?.form === 'law' ? 'high' : 'medium', 'Theo tên loại.', 'By the title.');
  }
  if (title !== undefined) return guess(title, 'low', 'Tên loại và ký hiệu không khớp nhau.', 'Title and notation disagree.');
  if (byNotation !== undefined) return guess(byNotation, 'medium', 'Suy từ ký hiệu.', 'Inferred from the notation.');
  return noGuess('Không có tên loại, không có “V/v”.', 'There is no title and no “V/v”.');
}

const PLACE_AND_DATE =
  /(?:((?:(?:Thành phố|Tỉnh|TP\.?|Tp\.?)\s*)?\p{Lu}\p{L}*(?:[\s-]\p{Lu}\p{L}*){0,4})\s*[,.]\s*)?[Nn]gày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*((?:19|20)\s?\d\s?\d)/u;

/** Place and date on the right of the head, before the grounds begin. */
function guessDate(lines: readonly HeadLine[]): { issuedOn: Guess<string>; place: Guess<string> } {
  const end = lines.findIndex((line, index) => index > 2 && /^(?:Căn cứ|Điều 1|Kính gửi)/u.test(line.text));
  const head = lines.slice(0, end < 0 ? 30 : end);
  for (const [index, line] of head.entries()) {
    if (isCapitals(line.text)) continue;
    const next = head[index + 1];
    const joined =
      next && !next.gap ? [line.text, next.text, head[index + 2]?.gap === false ? head[index + 2]?.text : ''].join(' ') : line.text;
    const match = PLACE_AND_DATE.exec(joined);
    if (!match || match.index > line.text.length) continue;
    const [, place, day = '', month = '', year = ''] = match;
    const date = `${year.replace(/\s/g, '')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return { issuedOn: guessedDate(date, place !== undefined), place: guessedPlace(place) };
  }
  return {
    issuedOn: noGuess('Không thấy ngày ban hành ở phần đầu.', 'No date of issue was found in the head.'),
    place: noGuess('Không thấy địa danh ở phần đầu.', 'No place was found in the head.'),
  };
}

function guessedDate(date: string, placed: boolean): Guess<string> {
  if (!isDate(date)) return noGuess(`Ngày “${date}” không có trong lịch.`, `“${date}” is not a day of the calendar.`);
  return guess(
    date,
    placed ? 'high' : 'low',
    placed ? 'Đứng sau địa danh.' : 'Không có địa danh đứng trước.',
    placed ? 'Follows the place.' : 'No place before it.',
  );
}

function guessedPlace(place: string | undefined): Guess<string> {
  if (place === undefined) return noGuess('Trước ngày không có địa danh.', 'There is no place before the date.');
  return guess(place.trim(), 'high', 'Đứng trước ngày tháng năm.', 'Stands before the date.');
}

/** Lines in capitals above the number, without the country's name; else what the notation says. */
function guessAgencies(
  lines: readonly HeadLine[],
  number: FoundNumber | undefined,
): { issuerName: Guess<string>; superiorName: string | null } {
  const left = lines
    .slice(0, number?.index ?? 8)
    .map((line) => line.text)
    .filter(
      (line) => isCapitals(line) && !line.endsWith('VIỆT NAM') && !/^(?:MẬT|TỐI MẬT|TUYỆT MẬT|KHẨN|HỎA TỐC|THƯỢNG KHẨN)$/u.test(line),
    );
  const { superior, issuer } = splitAgencies(left);
  const byNotation = number && agencyOfNotation(number.parsed.issuerAbbreviation);
  if (issuer === null) {
    if (byNotation === undefined) {
      return { issuerName: noGuess('Không thấy tên cơ quan ban hành.', 'No issuing body was found.'), superiorName: null };
    }
    return {
      issuerName: guess(byNotation, 'medium', 'Phần đầu không ghi; suy từ ký hiệu.', 'Not in the head; inferred from the notation.'),
      superiorName: null,
    };
  }
  const name = ordinaryName(issuer);
  const odd = byNotation !== undefined && fold(byNotation) !== fold(name);
  const wrong = odd || fold(name).startsWith('chu tich nhan dan') || name.length > 120;
  return {
    issuerName: wrong
      ? guess(
          name,
          'low',
          'Tên cơ quan không khớp với ký hiệu hoặc không đúng mẫu.',
          'The name does not fit the notation or the usual form.',
        )
      : guess(name, 'high', 'Đứng trên số, ký hiệu.', 'Stands above the number.'),
    superiorName: superior === null ? null : ordinaryName(superior),
  };
}
