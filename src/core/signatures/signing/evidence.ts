import type { Buffer } from 'node:buffer';
import type { Text } from '#kernel/i18n.ts';
import { Problem } from '#kernel/problem.ts';
import type { Certificate } from '../certificates/certificate.ts';
import { nameText } from '../certificates/names.ts';
import type { ValidationData } from '../pdf/store.ts';
import { signingMessages } from './messages.ts';

/** Fresh signed proof (DER) that a certificate is or is not revoked; `undefined`: not to be had. */
export type EvidenceSource = (
  certificate: Certificate,
) => Promise<{ readonly ocsp?: Buffer | undefined; readonly crl?: Buffer | undefined } | undefined>;

/**
 * Everything that checking these chains will need when the authorities answer no more. A chain goes from the signer up
 * to the anchor; each certificate below the anchor must have its proof, or nothing is returned: a signature that only
 * looks long-lived is worse than one that says what it is. Throws a Problem 503 that names what is missing.
 */
export async function evidenceFor(
  chains: readonly (readonly Certificate[])[],
  source: EvidenceSource,
  kept: Map<string, Awaited<ReturnType<EvidenceSource>>> = new Map(),
): Promise<ValidationData> {
  const certificates = new Map<string, Buffer>();
  const ocsps: Buffer[] = [];
  const crls: Buffer[] = [];
  for (const chain of chains) {
    for (const [index, certificate] of chain.entries()) {
      if (certificates.has(certificate.fingerprint)) continue;
      certificates.set(certificate.fingerprint, certificate.der);
      if (index === chain.length - 1) continue;
      const proof = kept.get(certificate.fingerprint) ?? (await source(certificate));
      kept.set(certificate.fingerprint, proof);
      if (!proof?.ocsp && !proof?.crl) throw evidenceMissing(certificate);
      if (proof.ocsp) ocsps.push(proof.ocsp);
      if (proof.crl) crls.push(proof.crl);
    }
  }
  return { certificates: [...certificates.values()], ocsps: distinct(ocsps), crls: distinct(crls) };
}

function distinct(list: readonly Buffer[]): readonly Buffer[] {
  return list.filter((one, index) => list.findIndex((other) => other.equals(one)) === index);
}

function evidenceMissing(certificate: Certificate): Problem {
  const who = nameText(certificate.subject);
  const { evidenceMissing: said } = signingMessages;
  return new Problem({
    slug: 'revocation-data-missing',
    status: 503,
    title: { vi: 'Chưa có dữ liệu thu hồi', en: 'Revocation data is missing' },
    detail: { vi: `${said.vi} ${who}.`, en: `${said.en} ${who}.` },
  });
}

/** The signature is not one that may be made to last. */
export function notExtendable(reason: Text): Problem {
  return new Problem({
    slug: 'signature-not-extendable',
    status: 422,
    title: { vi: 'Không bổ sung được cho chữ ký', en: 'The signature cannot be made to last' },
    detail: reason,
  });
}
