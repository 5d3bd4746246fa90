import type { Buffer } from 'node:buffer';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { pem } from './certificates/pem.ts';
import type { RevocationReason } from './certificates/revocation-list.ts';
import type { SignaturesTables } from './db.gen.ts';

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

/** A certificate of this site by its serial number in hex without leading zeros. */
export function findCertificateBySerial(db: Db, serial: string): Promise<CertificateSummary | undefined> {
  return summaries(db).where('c.serial', '=', serial).executeTakeFirst();
}

/** Certificates of an account, in whatever posts, the newest first. */
export function certificatesOfAccount(db: Db, accountId: string): Promise<CertificateSummary[]> {
  return summaries(db).where('c.account_id', '=', accountId).orderBy('c.issued_at', 'desc').limit(50).execute();
}

/** A certificate with its issuers but the root, as PEM (what servers want); `undefined`: none of this site's. */
export async function certificateFile(db: Db, id: string): Promise<string | undefined> {
  const rows = await query(
    db,
    sql<{ der: Buffer }>`with recursive chain as (
      select der, issuer_id, 0 as place from signatures.certificate where id = ${id}
      union all
      select c.der, c.issuer_id, chain.place + 1 from signatures.certificate c join chain on c.id = chain.issuer_id where c.kind <> 'root'
    ) select der from chain order by place`,
  );
  return rows.length === 0 ? undefined : rows.map(({ der }) => pem('CERTIFICATE', der)).join('');
}
