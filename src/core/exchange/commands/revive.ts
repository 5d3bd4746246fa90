import { type Db, query, sql } from '#kernel/db.ts';
import { instant } from '#kernel/time.ts';

const DAY = 86_400_000;

/** An envelope that was given up is tried again for another day, to one site or to all; returns to how many. */
export async function reviveDead(tx: Db, envelopeId: string, at: Date, site?: string): Promise<number> {
  const rows = await query<{ site: string }>(
    tx,
    sql<{ site: string }>`
      update exchange.outbox set state = 'sent', ended_at = null, lease = null, lease_until = null, attempts = 0,
        next_at = ${at}, deadline = ${instant(at.getTime() + DAY)}
      where envelope_id = ${envelopeId} and state = 'dead' and (${site ?? null}::text is null or site = ${site ?? null})
      returning site`,
  );
  return rows.length;
}
