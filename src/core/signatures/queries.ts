import type { Buffer } from 'node:buffer';
import { type Db, on } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { type Revocation, type RevocationReason, writeRevocationList } from './certificates/revocation-list.ts';
import type { SignaturesTables } from './db.gen.ts';
import { type Authority, ensureAuthority, issuerOf } from './vault/authority.ts';
import type { Vault } from './vault/vault.ts';

/** A certificate as lists show it. */
export interface CertificateSummary {
  readonly id: string;
  readonly serial: string;
  readonly kind: string;
  readonly subject: string;
  readonly accountId: string | null;
  readonly agencyId: string | null;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly revokedAt: Date | null;
  readonly reason: RevocationReason | null;
}

function summaries(db: Db) {
  return on<SignaturesTables>(db)
    .selectFrom('signatures.certificate as c')
    .leftJoin('signatures.revocation as r', 'r.certificate_id', 'c.id')
    .select([
      'c.id',
      'c.serial',
      'c.kind',
      'c.subject',
      'c.account_id as accountId',
      'c.agency_id as agencyId',
      'c.not_before as notBefore',
      'c.not_after as notAfter',
      'r.revoked_at as revokedAt',
      'r.reason',
    ])
    .$narrowType<{ reason: RevocationReason | null }>();
}

/** A certificate of this site by its row's id. */
export function findCertificate(db: Db, id: string): Promise<CertificateSummary | undefined> {
  return summaries(db).where('c.id', '=', id).executeTakeFirst();
}

/** Certificates of an agency's officials and its seals, the newest first; at most 200 after `before`. */
export function certificatesOfAgency(db: Db, agencyId: string, before?: Date): Promise<CertificateSummary[]> {
  let query = summaries(db).where('c.agency_id', '=', agencyId).orderBy('c.issued_at', 'desc').orderBy('c.id', 'desc').limit(200);
  if (before) query = query.where('c.issued_at', '<', before);
  return query.execute();
}

const LIST_LASTS_DAYS = 7;

/** The revocation list (DER) of the root or of the issuing authority, as of now; lasts seven days. */
export async function revocationList(db: Db, vault: Vault, which: keyof Authority): Promise<Buffer> {
  const authority = (await ensureAuthority(db, vault))[which];
  const rows = await on<SignaturesTables>(db)
    .selectFrom('signatures.revocation as r')
    .innerJoin('signatures.certificate as c', 'c.id', 'r.certificate_id')
    .select(['c.serial', 'r.revoked_at', 'r.reason'])
    .where('c.issuer_id', '=', authority.id)
    .orderBy('r.revoked_at')
    .execute();
  const entries = rows.map((row): Revocation => ({ serial: row.serial, at: row.revoked_at, reason: row.reason as RevocationReason }));
  const thisUpdate = now();
  const nextUpdate = now();
  nextUpdate.setUTCDate(nextUpdate.getUTCDate() + LIST_LASTS_DAYS);
  // Seconds since 1970 grow by themselves, and two lists of one second are the same list.
  const number = Math.floor(thisUpdate.getTime() / 1000);
  return writeRevocationList(await issuerOf(db, vault, which), entries, { thisUpdate, nextUpdate, number });
}
