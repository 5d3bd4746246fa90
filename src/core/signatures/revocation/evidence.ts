import type { Buffer } from 'node:buffer';
import type { Db } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { type Certificate, isSignedBy } from '../certificates/certificate.ts';
import { knownState, presignedAnswer } from '../ocsp/answers.ts';
import { authorityCertificates } from '../vault/store.ts';
import type { Vault } from '../vault/vault.ts';
import { revocationList } from './lists.ts';

/** What proves that a certificate was not revoked, in DER. Empty: nobody has to ask (a root, a responder with `nocheck`). */
export interface RevocationEvidence {
  readonly ocsp?: Buffer;
  readonly crl?: Buffer;
}

/**
 * Signed evidence of a certificate's state, as long-term signatures carry it: an OCSP response for a holder's or a time-stamping
 * certificate, the root's list for what the root signed. It is not older than `at` (such as the instant of the time-stamp), and
 * it tells the truth whatever that is: a revoked certificate's evidence says revoked. `undefined`: not to be had, because the
 * certificate is not of this site, was never recorded, or `at` lies ahead.
 */
export async function revocationEvidence(
  db: Db,
  vault: Vault,
  certificate: Certificate,
  at: Date = now(),
): Promise<RevocationEvidence | undefined> {
  if (isSignedBy(certificate, certificate) || certificate.revocationUnchecked) return {};
  const authorities = await authorityCertificates(db, vault);
  const issuer = authorities.find((one) => isSignedBy(certificate, one.certificate));
  const second = Math.floor(at.getTime() / 1000) * 1000;
  if (!issuer || second > now().getTime()) return undefined;
  if (isSignedBy(issuer.certificate, issuer.certificate)) {
    const list = await revocationList(db, vault, { issuer, partition: '' });
    return list && list.nextUpdate > now() ? { crl: list.der } : undefined;
  }
  const known = await knownState(db, issuer.id, certificate.serial);
  if (!known) return undefined;
  const notBefore = now();
  notBefore.setTime(second);
  return { ocsp: (await presignedAnswer(db, vault, issuer, known, 'sha1', notBefore)).der };
}
