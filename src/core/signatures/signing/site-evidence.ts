import type { Db } from '#kernel/db.ts';
import { isSignedBy } from '../certificates/certificate.ts';
import { revocationList } from '../queries.ts';
import { ensureAuthority } from '../vault/authority.ts';
import type { Vault } from '../vault/vault.ts';
import type { EvidenceSource } from './evidence.ts';

/** Proof for certificates of this site's own authorities: the current revocation list of whoever issued them. */
export function siteEvidence(db: Db, vault: Vault): EvidenceSource {
  const lists = new Map<string, ReturnType<typeof revocationList>>();
  return async (certificate) => {
    const authority = await ensureAuthority(db, vault);
    const which = (['issuing', 'root'] as const).find((one) => isSignedBy(certificate, authority[one].certificate));
    if (!which) return undefined;
    const list = lists.get(which) ?? revocationList(db, vault, which);
    lists.set(which, list);
    return { crl: await list };
  };
}
