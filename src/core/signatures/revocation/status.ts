import { type Db, on, query, sql } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { type EndReason, revocationEntry, type RevocationReason } from '../certificates/revocation-list.ts';
import type { SignaturesTables } from '../db.gen.ts';

/** What may happen to a certificate after issue. */
export type StatusChange =
  | { readonly status: 'suspended' }
  | { readonly status: 'resumed' }
  | { readonly status: 'revoked'; readonly reason: EndReason };

const LOCK = 720_611_021;

/**
 * Changes the state of a certificate, inside the caller's transaction. What lists and answers say follows within a second.
 * The caller has checked that the change makes sense; the database refuses to take a revocation back.
 */
export async function changeStatus(tx: Db, certificateId: string, change: StatusChange, at: Date, by: string): Promise<void> {
  // Held until the commit: whoever reads a number knows all smaller ones.
  await query(tx, sql`select pg_advisory_xact_lock(${LOCK})`);
  const tables = on<SignaturesTables>(tx);
  const certificate = await tables
    .selectFrom('signatures.certificate as c')
    .leftJoin('signatures.revocation as r', 'r.certificate_id', 'c.id')
    .select(['c.serial', 'c.issuer_id', 'c.partition', 'r.revoked_at as heldSince'])
    .where('c.id', '=', certificateId)
    .executeTakeFirstOrThrow();
  const { number } = await tables
    .insertInto('signatures.status_change')
    .values({ certificate_id: certificateId, status: change.status, reason: 'reason' in change ? change.reason : null, at, changed_by: by })
    .returning('number')
    .executeTakeFirstOrThrow();
  failpoint('certificate-status-noted');
  await tables.deleteFrom('signatures.ocsp_answer').where('certificate_id', '=', certificateId).execute();
  if (change.status === 'resumed') {
    await tables.deleteFrom('signatures.revocation').where('certificate_id', '=', certificateId).execute();
    return;
  }
  const reason: RevocationReason = change.status === 'suspended' ? 'certificateHold' : change.reason;
  // A suspension that becomes a revocation counts from its own beginning: nobody vouched for the key in between.
  const since = certificate.heldSince ?? at;
  const line = { revoked_at: since, reason, revoked_by: by, change: number, entry: revocationEntry(certificate.serial, since, reason) };
  await tables
    .insertInto('signatures.revocation')
    .values({ certificate_id: certificateId, issuer_id: certificate.issuer_id ?? certificateId, partition: certificate.partition, ...line })
    .onConflict((conflict) => conflict.column('certificate_id').doUpdateSet(line))
    .execute();
}

/** Number of the last change of any certificate; 0 before the first. */
export async function lastChange(db: Db): Promise<number> {
  const row = await on<SignaturesTables>(db)
    .selectFrom('signatures.status_change')
    .select(({ fn }) => fn.max('number').as('number'))
    .executeTakeFirst();
  return row?.number ?? 0;
}
