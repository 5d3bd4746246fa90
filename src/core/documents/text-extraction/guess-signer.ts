import type { Signer } from '../types.ts';
import { guess, type Guess, noGuess } from './guess.ts';
import { type HeadLine, isCapitals, stripMarks } from './head-lines.ts';

const COMPETENCE = /^(?:TM|KT|TL|TUQ|T\/L|T\/M|K\/T|Q)\s*\./u;
const POSITION =
  /(?:^|\s)(?:CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|VỤ TRƯỞNG|GIÁM ĐỐC|THỦ TƯỚNG|CHÁNH VĂN PHÒNG|PHÓ VĂN PHÒNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|TRƯỞNG THUẾ|CHỦ NHIỆM|THỐNG ĐỐC|TỔNG KIỂM TOÁN|TỔNG THANH TRA|VIỆN TRƯỞNG|CHÁNH ÁN|HIỆU TRƯỞNG|CHI CỤC TRƯỞNG|PHÓ CHÁNH VĂN PHÒNG)(?:\s|$)/u;
const RANK = /^(?:(?:Đại\s+tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|GS|PGS|TS|ThS|Luật sư)[.\s]*)+/u;
const NAME = /^\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){1,5}$/u;
const RECIPIENTS = /N[ơƠ][iI]\s+nh[ậẬ]n\s*:?/u;

const SEALED = /^\(\s*[ĐđD][aãÃA]\s+k[ýÝ]\s*\)\s*/u;
const SIGNED = /\(\s*[ĐđD]ã ký\s*\)\s*(\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){1,5})/u;

/**
 * Title, name and competence form from the end of the document proper (before any annex): the block beside or under
 * "Nơi nhận", or without one the first block in capitals that is followed by a name.
 */
export function guessSigner(text: string): Guess<Signer> {
  const plain = stripMarks(text).replace(/(?<=\p{Lu})(?=CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG)/gu, '\n');
  const at = RECIPIENTS.exec(plain)?.index;
  const beside = at === undefined ? undefined : findBlock(linesOf(plain.slice(at, at + 3_500)));
  if (beside?.name && beside.position) {
    return guess(beside, 'high', 'Khối chữ ký đứng cạnh “Nơi nhận”.', 'The signature block stands by “Nơi nhận”.');
  }
  const elsewhere = beside ?? findBlock(linesOf(plain));
  if (elsewhere?.name)
    return guess(
      elsewhere,
      'medium',
      'Khối chữ ký không đủ hoặc không đứng cạnh “Nơi nhận”.',
      'The signature block is incomplete or elsewhere.',
    );
  const signed = SIGNED.exec(plain)?.[1];
  const bare = signed ? { competence: null, position: null, name: signed } : elsewhere;
  if (!bare) return noGuess('Không thấy khối chữ ký.', 'No signature block was found.');
  return guess(bare, 'low', 'Chỉ thấy một phần khối chữ ký.', 'Only a part of a signature block was found.');
}

/** A title broken after its first word ("CHỦ" / "TỊCH") is put together. */
function linesOf(plain: string): HeadLine[] {
  const lines: HeadLine[] = [];
  let gap = true;
  for (const raw of plain.split('\n')) {
    const text = raw.replace(/\s+/g, ' ').trim();
    const last = lines.at(-1);
    if (last && isCapitals(text) && /^(?:CHỦ|PHÓ|BỘ|THỨ|CỤC|GIÁM|THỦ)$/u.test(last.text)) {
      lines[lines.length - 1] = { ...last, text: `${last.text} ${text}` };
    } else if (text !== '') lines.push({ text, gap });
    gap = text === '';
  }
  return lines;
}

function findBlock(lines: readonly HeadLine[]): Signer | undefined {
  for (const [index, line] of lines.entries()) {
    if (!isTitle(line.text)) continue;
    const end = lines.findIndex(({ text }, at) => at > index && (!isCapitals(text) || text.startsWith('-')));
    const titles = lines.slice(index, end < 0 ? undefined : end).map(({ text }) => text);
    const name = end < 0 ? null : nameIn(lines.slice(end, end + 4));
    if (name !== null || titles.some((title) => COMPETENCE.test(title))) return toSigner(titles, name);
  }
  return undefined;
}

function isTitle(line: string): boolean {
  return isCapitals(line) && !line.startsWith('-') && (COMPETENCE.test(line) || POSITION.test(line)) && line.length < 90;
}

/** A name, perhaps broken over two lines; "(Đã ký)" and a rank before it are left out. */
function nameIn(lines: readonly HeadLine[]): string | null {
  const [first, second] = lines.filter(({ text }) => text.replace(SEALED, '') !== '');
  if (!first) return null;
  const spellings = [second && !second.gap ? `${first.text} ${second.text}` : '', first.text];
  const names = spellings.map((text) => text.replace(SEALED, '').trim().replace(RANK, ''));
  return names.find((text) => NAME.test(text) && !isCapitals(text)) ?? null;
}

/** Lines → "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH" and "PHÓ CHỦ TỊCH"; a broken line goes with the one before. */
function toSigner(lines: readonly string[], name: string | null): Signer {
  const titles: string[] = [];
  for (const line of lines) {
    const spaced = line.replace(/^(TM|KT|TL|TUQ|Q)\s*\.\s*/u, '$1. ').trim();
    if (titles.at(-1)?.endsWith('.')) titles[titles.length - 1] += ` ${spaced}`;
    else if (titles.length === 0 || COMPETENCE.test(spaced) || POSITION.test(spaced)) titles.push(spaced);
    else titles[titles.length - 1] = `${titles.at(-1)} ${spaced}`;
  }
  const last = titles.at(-1) ?? '';
  const position = COMPETENCE.test(last) ? null : last;
  const competence = titles.slice(0, position === null ? undefined : -1).join('\n');
  return { competence: competence === '' ? null : competence, position, name };
}
