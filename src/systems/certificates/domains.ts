import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { CertificatesTables } from './db.gen.ts';

/** A domain under which an agency's servers may be certified. */
export interface HostDomain {
  readonly id: string;
  readonly agencyId: string;
  readonly domain: string;
  /** `yyyy-mm-dd` */
  readonly from: string;
  readonly to: string | null;
  readonly basis: string;
}

function all(db: Db) {
  return on<CertificatesTables>(db)
    .selectFrom('certificates.host_domain')
    .select(['id', 'agency_id as agencyId', 'domain', 'valid_from as from', 'valid_to as to', 'basis']);
}

/** An agency's domains on a date. */
export async function domainsOf(db: Db, agencyId: string, date: string): Promise<readonly string[]> {
  const rows = await all(db)
    .where('agency_id', '=', agencyId)
    .where('valid_from', '<=', date)
    .where(({ eb, or }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', date)]))
    .orderBy('domain')
    .execute();
  return [...new Set(rows.map(({ domain }) => domain))];
}

/** All domains, by name; those that ended too. */
export function allDomains(db: Db): Promise<HostDomain[]> {
  return all(db).orderBy('domain').orderBy('valid_from').limit(1000).execute();
}

export function findDomain(tx: Db, id: string): Promise<HostDomain | undefined> {
  return all(tx).where('id', '=', id).executeTakeFirst();
}

export async function insertDomain(tx: Db, domain: Omit<HostDomain, 'id' | 'to'>, by: string, at: Date): Promise<string> {
  const id = newId();
  await on<CertificatesTables>(tx)
    .insertInto('certificates.host_domain')
    .values({
      id,
      agency_id: domain.agencyId,
      domain: domain.domain,
      valid_from: domain.from,
      basis: domain.basis,
      set_by: by,
      set_at: at,
    })
    .execute();
  return id;
}

export async function endDomain(tx: Db, id: string, until: string): Promise<void> {
  await on<CertificatesTables>(tx).updateTable('certificates.host_domain').set({ valid_to: until }).where('id', '=', id).execute();
}
