import { isDate } from '#kernel/time.ts';
import { guess, type Guess, noGuess } from './guess.ts';

const NAMES = '(?:Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư|Quy chế|Quy định|Chỉ thị|Kế hoạch)';
const DAY = String.raw`(ngày (?:ký|ban hành|(?:được )?thông qua)|ngày (\d{1,2}) ?(?:tháng |[/.-])(\d{1,2}) ?(?:năm |[/.-])(\d{4}))`;
/** "Nghị định này có hiệu lực thi hành kể từ ngày …"; "này" may be missing only where the clause begins. */
const CLAUSE = new RegExp(
  `${NAMES} này(?: [^.;]{0,60}?)? có hiệu lực(?: thi hành)?,? ?(?:kể )?từ ${DAY}|(?:thi hành|\\d\\.) ${NAMES} có hiệu lực(?: thi hành)?,? ?(?:kể )?từ ${DAY}`,
  'iu',
);

/** The day of effect from the document's own clause: "có hiệu lực kể từ ngày …", or the day of signing. */
export function guessEffectiveFrom(body: string, issuedOn: string | null): Guess<string> {
  const match = CLAUSE.exec(body.replace(/\s+/g, ' '));
  if (!match) return noGuess('Không thấy điều khoản hiệu lực.', 'No clause on its effect was found.');
  const [, , day = match[6], month = match[7] ?? '', year = match[8] ?? ''] = match;
  if (day === undefined) {
    if (issuedOn === null)
      return noGuess('Có hiệu lực từ ngày ký nhưng không rõ ngày ký.', 'In force from signing, but that date is unknown.');
    return guess(issuedOn, 'high', 'Có hiệu lực từ ngày ký.', 'In force from the day of signing.');
  }
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDate(date)) return noGuess(`Ngày “${date}” không có trong lịch.`, `“${date}” is not a day of the calendar.`);
  const early = issuedOn !== null && date < issuedOn;
  return guess(
    date,
    early ? 'low' : 'high',
    early ? 'Ngày có hiệu lực trước ngày ban hành.' : 'Theo điều khoản hiệu lực.',
    early ? 'Earlier than the date of issue.' : 'By its own clause.',
  );
}
