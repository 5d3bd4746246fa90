import { createHash } from 'node:crypto';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { linesOfFile } from '#kernel/lines-of-file.ts';
import type { SourceRecord } from '../parse/record.ts';

/** A record of a file, or why a line is none. */
export type ReadLine =
  | { readonly line: number; readonly code: string; readonly sha256: string; readonly record: SourceRecord }
  | { readonly line: number; readonly reason: string };

/** The largest real record has 110 kB. */
const LONGEST_LINE = 4 * 1024 * 1024;
/** All procedures of the country with every local variant are fewer. */
const MOST_LINES = 500_000;
export const CODE = /^[0-9A-Za-z][0-9A-Za-z._-]{1,39}$/;

/** Records of an NDJSON file (also gzipped), one at a time; a bad line is told, not thrown. */
export async function* readRecords(path: string): AsyncGenerator<ReadLine> {
  let line = 0;
  for await (const text of linesOfFile(path, LONGEST_LINE)) {
    line += 1;
    if (line > MOST_LINES)
      return yield { line, reason: 'Tệp có quá nhiều dòng; phần sau không được đọc. / Too many lines; the rest was not read.' };
    yield readLine(line, text);
  }
}

function readLine(line: number, text: string | null): ReadLine {
  if (text === null) return { line, reason: 'Dòng dài hơn 4 MB. / The line is longer than 4 MB.' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { line, reason: 'Dòng không phải JSON. / The line is not JSON.' };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { line, reason: 'Dòng không phải một bản ghi. / The line is not a record.' };
  }
  const record = stringsOf(json);
  const code = record['ma_thu_tuc']?.trim() ?? '';
  if (!CODE.test(code)) return { line, reason: 'Thiếu mã thủ tục, hoặc mã sai dạng. / No procedure code, or a malformed one.' };
  if ((record['ten_thu_tuc'] ?? '').trim() === '') return { line, reason: `${code}: thiếu tên thủ tục. / no name.` };
  return { line, code, sha256: createHash('sha256').update(canonicalJson(record)).digest('hex'), record };
}

/** Members that are text, without the nought character, which PostgreSQL cannot hold; lone surrogates become a mark. */
function stringsOf(json: object): SourceRecord {
  return Object.fromEntries(
    Object.entries(json).flatMap(([name, value]) =>
      typeof value === 'string' && /^[a-z_]{1,60}$/.test(name) ? [[name, value.replaceAll('\0', '').toWellFormed()]] : [],
    ),
  );
}
