import type { KeyObject } from 'node:crypto';
import type { Db } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { instant, now } from '#kernel/time.ts';
import { issueCertificate } from '../certificates/issue.ts';
import { partitionOf, pointersFor } from '../revocation/addresses.ts';
import { insertCertificate, insertPoint, type NewCertificate, type StoredCertificate } from './store.ts';
import type { Vault } from './vault.ts';

/** A certificate for a key that is not ours. */
export interface ForeignKey extends NewCertificate {
  readonly issuer: NonNullable<NewCertificate['issuer']>;
  readonly publicKey: KeyObject;
  readonly hostNames: readonly string[];
}

const YEAR = 365.25 * 86_400_000;
/** A verifier whose clock is a little behind must not find it invalid. */
const EARLIER = 5 * 60_000;

/** Issues a certificate over somebody's public key and stores it; it never outlives its issuer. */
export async function certifyKey(tx: Db, vault: Vault, wanted: ForeignKey): Promise<StoredCertificate> {
  const { holding, subject, issuer, publicKey, hostNames } = wanted;
  const at = now();
  const partition = vault.pointers ? partitionOf(holding.kind, at) : '';
  const pointers = vault.pointers ? pointersFor(vault.pointers, holding.kind, issuer.certificate, partition) : undefined;
  const end = Math.min(at.getTime() + wanted.years * YEAR, issuer.certificate.notAfter.getTime());
  const dates = { notBefore: instant(at.getTime() - EARLIER), notAfter: instant(end) };
  const certificate = issueCertificate({ profile: holding.kind, subject, publicKey, hostNames, pointers, ...dates }, issuer);
  const id = newId();
  await insertCertificate(tx, { id, certificate, holding, subject, issuerId: issuer.id, at, partition });
  if (pointers?.list) await insertPoint(tx, issuer.id, partition, pointers.list);
  return { id, certificate };
}
