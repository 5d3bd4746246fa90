import { type Db, on } from '#kernel/db.ts';
import type { Trust } from './certificates/chain.ts';
import type { Revocation, RevocationReason } from './certificates/revocation-list.ts';
import { isSignedBy } from './certificates/certificate.ts';
import type { SignaturesTables } from './db.gen.ts';
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

/** Revocations are only ever added, so their number tells whether those in memory are still all. */
async function revocations(db: Db, vault: Vault): Promise<ReadonlyMap<string, Revocation>> {
  const tables = on<SignaturesTables>(db);
  const { count } = await tables
    .selectFrom('signatures.revocation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (vault.revocations?.count === count) return vault.revocations.bySerial;
  const rows = await tables
    .selectFrom('signatures.revocation as r')
    .innerJoin('signatures.certificate as c', 'c.id', 'r.certificate_id')
    .select(['c.serial', 'r.revoked_at', 'r.reason'])
    .execute();
  const bySerial = new Map(
    rows.map((row) => [row.serial, { serial: row.serial, at: row.revoked_at, reason: row.reason as RevocationReason }]),
  );
  vault.revocations = { count: rows.length, bySerial };
  return bySerial;
}
