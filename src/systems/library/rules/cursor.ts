import { isDate } from '#kernel/time.ts';

/** Where a result page ends; the next begins after it. `newestSeq` freezes the list: documents that come later stay out. */
export interface Cursor {
  readonly newestSeq: number;
  /** yyyy-mm-dd: by relevance the day the age is counted from, by date the day of the last hit. */
  readonly day: string;
  /** By relevance the score of the last hit; by date 0. */
  readonly score: number;
  readonly seq: number;
}

export function writeCursor({ newestSeq, day, score, seq }: Cursor): string {
  return `${newestSeq.toString(36)}.${day.replaceAll('-', '')}.${score.toString(36)}.${seq.toString(36)}`;
}

const SHAPE = /^([0-9a-z]{1,10})\.(\d{4})(\d\d)(\d\d)\.([0-9a-z]{1,5})\.([0-9a-z]{1,10})$/;

/** Undefined when it is not one of ours; the list then begins at its head. */
export function readCursor(text: string | undefined): Cursor | undefined {
  const match = SHAPE.exec(text ?? '');
  if (!match) return undefined;
  const [, newest = '', year, month, date, score = '', seq = ''] = match;
  const day = `${year}-${month}-${date}`;
  if (!isDate(day)) return undefined;
  return { newestSeq: Number.parseInt(newest, 36), day, score: Number.parseInt(score, 36), seq: Number.parseInt(seq, 36) };
}
