import { type Db, on } from '#kernel/db.ts';
import type { Trust } from './certificates/chain.ts';
import type { Revocation, RevocationReason } from './certificates/revocation-list.ts';
import { isSignedBy } from './certificates/certificate.ts';
import type { SignaturesTables } from './db.gen.ts';
import { lastChange } from './revocation/status.ts';
import { ensureAuthority } from './vault/authority.ts';
import { authorityCertificates } from './vault/store.ts';
import type { Vault } from './vault/vault.ts';

/** Whom this site believes: its own roots and authorities, with what was revoked up to this moment. */
export async function siteTrust(db: Db, vault: Vault): Promise<Trust> {
  await ensureAuthority(db, vault);
  const all = (await authorityCertificates(db, vault)).map((one) => one.certificate);
  const revoked = await revocations(db, vault);
  return {
    anchors: all.filter((one) => isSignedBy(one, one)),
    intermediates: all.filter((one) => !isSignedBy(one, one)),
    revocationOf: (certificate) => revoked.get(certificate.serial),
  };
}

/** What is known in memory is brought up to the last status change; nothing but the changes is read. */
async function revocations(db: Db, vault: Vault): Promise<ReadonlyMap<string, Revocation>> {
  const known = vault.revocations;
  const last = await lastChange(db);
  if (last <= known.upTo) return known.bySerial;
  const rows = await on<SignaturesTables>(db)
    .selectFrom('signatures.status_change as s')
    .innerJoin('signatures.certificate as c', 'c.id', 's.certificate_id')
    .leftJoin('signatures.revocation as r', 'r.certificate_id', 'c.id')
    .select(['c.serial', 'r.revoked_at', 'r.reason'])
    .where('s.number', '>', known.upTo)
    .execute();
  for (const { serial, revoked_at: at, reason } of rows) {
    if (at) known.bySerial.set(serial, { serial, at, reason: reason as RevocationReason });
    else known.bySerial.delete(serial);
  }
  known.upTo = Math.max(known.upTo, last);
  return known.bySerial;
}
