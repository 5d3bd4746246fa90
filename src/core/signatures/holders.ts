import type { Db } from '#kernel/db.ts';
import { ensureCertificate } from './vault/authority.ts';
import type { StoredCertificate } from './vault/store.ts';
import type { Vault } from './vault/vault.ts';

/** An official who signs, in the post they hold now. */
export interface PersonHolder {
  readonly kind: 'person';
  readonly accountId: string;
  /** The agency of the post. */
  readonly agencyId: string;
  /** "Nguyễn Văn An" */
  readonly name: string;
  /** "Chủ tịch" */
  readonly title?: string | undefined;
  readonly agencyName: string;
  /** Identifier of the agency (Decision 20/2020/QĐ-TTg). */
  readonly agencyCode?: string | undefined;
}

/** An agency that seals. */
export interface SealHolder {
  readonly kind: 'seal';
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyCode?: string | undefined;
}

export type Holder = PersonHolder | SealHolder;

/** The holder's certificate; issued on the first call, and anew when name, post or agency on it are no longer true. */
export function certificateFor(db: Db, vault: Vault, holder: Holder): Promise<StoredCertificate> {
  const agency = { organizationIdentifier: holder.agencyCode };
  if (holder.kind === 'seal') {
    return ensureCertificate(db, vault, { kind: 'seal', agencyId: holder.agencyId }, { commonName: holder.agencyName, ...agency });
  }
  const subject = { commonName: holder.name, title: holder.title, organization: holder.agencyName, ...agency };
  return ensureCertificate(db, vault, { kind: 'person', accountId: holder.accountId, agencyId: holder.agencyId }, subject);
}
