import { findRecipient } from '#core/agencies/index.ts';
import type { Db } from '#kernel/db.ts';
import { tidy } from '#kernel/text.ts';
import { today } from '#kernel/time.ts';
import type { Recipient } from '../types.ts';

const LONGEST_LIST = 500;

/**
 * Reads "Nơi nhận" and "Kính gửi" as typed, a line each: a group ("mọi UBND cấp tỉnh"), an agency by name or code,
 * or only words ("Như trên", "Lưu: VT"). What is not recognised stays as words and is printed all the same.
 */
export async function readRecipients(db: Db, addressees: string, recipients: string): Promise<Recipient[]> {
  const read = (text: string, role: 'to' | 'cc') => linesOf(text).map((label) => ({ label, role }));
  const lines = [...read(addressees, 'to'), ...read(recipients, 'cc')].slice(0, LONGEST_LIST);
  const result: Recipient[] = [];
  for (const { label, role } of lines) {
    const found = await findRecipient(db, label, today());
    result.push({ role, label, agencyId: found?.agencyId ?? null, groupKey: found?.groupKey ?? null });
  }
  return result;
}

/** Lines of a list as a clerk types it, without dashes and closing punctuation, which is looked for once from its beginning. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => tidy(line.replace(/^\s*[-–•+]\s*/, '').replace(/(?<![;.,])[;.,]+\s*$/, '')))
    .filter((line) => line !== '');
}
