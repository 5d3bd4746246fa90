import { type Db, query, sql } from '#kernel/db.ts';
import type { CaseRecord } from '../types.ts';
import { type By, recordEvent } from './record-event.ts';

/** Gives a case that the caller holds to an official, or takes it from whoever had it (null). */
export async function assignCase(tx: Db, record: CaseRecord, accountId: string | null, by: By, at: Date): Promise<void> {
  await query(tx, sql`update cases.case_record set assigned_to = ${accountId}, version = version + 1 where id = ${record.id}`);
  const { state } = record;
  await recordEvent(tx, record.id, { event: 'assign', from: state, to: state, data: { from: record.assignedTo, to: accountId } }, by, at);
}
