import type { Certificate } from '../certificates/certificate.ts';
import type { Trust } from '../certificates/chain.ts';
import { nameText } from '../certificates/names.ts';
import type { Evidence } from './evidence.ts';
import type { ValidationPolicy } from './policy.ts';
import type { CertificateFacts } from './report.ts';

/** What every part of one validation is judged by. */
export interface Context {
  readonly trust: Trust;
  readonly policy: ValidationPolicy;
  /** As of when. */
  readonly at: Date;
  /** Certificates and revocation data that the file brings along. */
  readonly evidence: Evidence;
}

/** A certificate as a report shows it. */
export function factsOf(certificate: Certificate): CertificateFacts {
  const { commonName, organization, title } = certificate.subject;
  return {
    subject: { commonName, organization, title },
    subjectText: nameText(certificate.subject),
    issuerText: nameText(certificate.issuer),
    serial: certificate.serial,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    fingerprint: certificate.fingerprint,
    der: certificate.der,
  };
}
