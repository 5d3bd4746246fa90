import { type Db, query, sql } from '#kernel/db.ts';
import { addDays } from '#kernel/time.ts';
import { type By, recordEvent } from '../commands/record-event.ts';
import type { CaseRecord } from '../types.ts';

/**
 * The new date that a letter of apology promised, of a case that the caller holds: it takes the place of the term. Ask
 * `refusePromise` first; the database refuses a second one.
 */
export async function promiseDate(
  tx: Db,
  record: CaseRecord,
  promise: { readonly on: string; readonly reason: string; readonly letter: string; readonly number: string },
  by: By,
  at: Date,
): Promise<void> {
  const { on, reason, letter, number } = promise;
  await query(
    tx,
    sql`update cases.case_record set promised_on = ${on}, promised_at = ${at}, due_on = ${on},
        due_at = ${`${addDays(on, 1)}T00:00:00+07:00`}, version = version + 1 where id = ${record.id}`,
  );
  const { state } = record;
  await recordEvent(
    tx,
    record.id,
    { event: 'apologise', from: state, to: state, reason, data: { from: record.dueOn, to: on, letter, number } },
    by,
    at,
  );
}
