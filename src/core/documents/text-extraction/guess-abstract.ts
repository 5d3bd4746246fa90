import { guess, type Guess, noGuess } from './guess.ts';
import { type HeadLine, isCapitals } from './head-lines.ts';
import { restoreCase } from './restore-case.ts';

/** Where the abstract is over: grounds, chapters, articles, the authority that decides, the first body sentence. */
const OVER =
  /^(?:Căn cứ|Theo|Xét|Thực hiện|Triển khai|Để |Nhằm|Thời gian qua|Ngày \d|Từ ngày|Kính gửi|Chương|Phần|Điều \d|[IVX]+\s*[.-]|\d+\.|[A-Z]\.|“|\()/u;
const AUTHORITY =
  /^(?:[UỦ][ỶY] BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|GIÁM ĐỐC|TRƯỞNG BAN|TỔNG KIỂM TOÁN|THỐNG ĐỐC|[UỦ][ỶY] BAN THƯỜNG VỤ|QUỐC HỘI|CHÁNH VĂN PHÒNG|TỔNG THANH TRA)(?=\s|$|,)/u;
const SUBJECT = /V\s*\/\s*v[\s:]*([\s\S]+)/iu;

/** The abstract of a named kind: what stands between its title (at `titleAt`) and the grounds. */
export function guessAbstract(lines: readonly HeadLine[], titleAt: number, body: string): Guess<string> {
  const taken: string[] = [];
  for (const [index, line] of lines.slice(titleAt + 1, titleAt + 16).entries()) {
    const first = index === 0;
    if (first && /^Căn cứ\s/u.test(line.text)) break;
    if (!first && (OVER.test(line.text) || (line.gap && AUTHORITY.test(line.text)))) break;
    if (!first && line.gap && !isCapitals(line.text)) break;
    taken.push(line.text);
  }
  const text = taken
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(/^V\s*\/\s*v\s+/iu, (mark) => (isCapitals(mark) ? 'VỀ VIỆC ' : 'Về việc '))
    .trim();
  if (text === '') return noGuess('Sau tên loại không có trích yếu.', 'Nothing follows the title.');
  if (!isCapitals(text)) return guess(text, 'high', 'Đứng ngay dưới tên loại văn bản.', 'Stands under the title.');
  return guess(
    restoreCase(text, body),
    'medium',
    'Đứng ngay dưới tên loại nhưng viết hoa toàn bộ; chữ thường được phục hồi theo nội dung.',
    'Stands under the title in capitals; ordinary letters were restored from the body.',
  );
}

/** "V/v …" under the number of a công văn. */
export function guessSubject(lines: readonly HeadLine[]): Guess<string> {
  const start = lines.findIndex((line) => /V\s*\/\s*v/iu.test(line.text));
  if (start < 0) return noGuess('Không có dòng “V/v”.', 'There is no “V/v” line.');
  const end = lines.findIndex(
    (line, index) => index > start && ((line.gap && !/^\p{Ll}/u.test(line.text)) || isCapitals(line.text) || /ngày\s+\d/u.test(line.text)),
  );
  const cell = lines.slice(start, end < 0 ? start + 6 : end).map((line) => line.text);
  const subject = SUBJECT.exec(cell.join(' '))?.[1]?.replace(/[.\s]+$/, '') ?? '';
  if (subject === '') return noGuess('Dòng “V/v” để trống.', 'The “V/v” line is empty.');
  return guess(subject, 'high', 'Ghi sau “V/v” dưới số, ký hiệu.', 'Written after “V/v” under the number.');
}
