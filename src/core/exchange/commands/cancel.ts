import { type Db, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';

/**
 * Takes an envelope back before any of it has left: its outbox rows are cancelled, not deleted. False when some of it
 * has been sent; then only asking the recipients helps.
 */
export async function cancelUnsent(tx: Db, envelopeId: string): Promise<boolean> {
  const rows = await query<{ state: string }>(
    tx,
    sql<{ state: string }>`select state from exchange.outbox where envelope_id = ${envelopeId} for update`,
  );
  if (rows.length === 0 || rows.some((row) => row.state !== 'accepted')) return false;
  await query(tx, sql`update exchange.outbox set state = 'cancelled', ended_at = ${now()} where envelope_id = ${envelopeId}`);
  return true;
}
