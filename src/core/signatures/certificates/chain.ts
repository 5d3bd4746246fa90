import { type Certificate, isSignedAnyhow, isSignedBy, KeyUsage } from './certificate.ts';
import type { AnchorStanding } from '../trust/words.ts';
import type { Revocation } from './revocation-list.ts';

/** Whom a validator believes, and which certificates were revoked. */
export interface Trust {
  readonly anchors: readonly Certificate[];
  /** Certificates known without being sent along, such as the issuing authority. */
  readonly intermediates: readonly Certificate[];
  revocationOf(certificate: Certificate): Revocation | undefined;
  /**
   * Whether `revocationOf` is the whole truth about a certificate, because its issuer's records are ours; absent: about
   * every one. Of any other certificate a revocation list or an OCSP answer must tell.
   */
  recordsCover?(certificate: Certificate): boolean;
  /** For what an anchor of others is believed and since when; `undefined`: this site's own, for everything and always. */
  standingOf?(anchor: Certificate): AnchorStanding | undefined;
}

/** Why a certificate may not be believed. */
export type ChainProblem = 'no-anchor' | 'not-yet-valid' | 'expired' | 'revoked' | 'not-for-this-use';

export interface Chain {
  /** From the certificate itself up to the anchor; as far as it could be followed. */
  readonly certificates: readonly Certificate[];
  readonly problem: ChainProblem | undefined;
  readonly revocation: Revocation | undefined;
}

const MAX_LENGTH = 6;

/**
 * Builds the chain from a certificate to an anchor and judges it at an instant: signatures, rights of the
 * authorities, dates, revocation before that instant. `pool` holds certificates sent along, believed in nothing.
 */
export function buildChain(leaf: Certificate, pool: readonly Certificate[], trust: Trust, at: Date): Chain {
  const { certificates, anchored } = followChain(leaf, pool, trust);
  if (!anchored) return { certificates, problem: 'no-anchor', revocation: undefined };
  return { certificates, ...judge(certificates, trust, at) };
}

/**
 * Follows the signatures from a certificate up to an anchor, as far as they go. `anyIssuer`: also over certificates that
 * had no right to issue and algorithms that count no more, to tell a chain that breaks a rule from none at all.
 */
export function followChain(
  leaf: Certificate,
  pool: readonly Certificate[],
  trust: Trust,
  anyIssuer = false,
): { readonly certificates: readonly Certificate[]; readonly anchored: boolean } {
  const certificates = [leaf];
  while (!isAnchor(certificates.at(-1)!, trust) && certificates.length < MAX_LENGTH) {
    const below = certificates.at(-1)!;
    const issuer = [...trust.anchors, ...trust.intermediates, ...pool].find((candidate) =>
      anyIssuer ? isSignedAnyhow(below, candidate) : mayIssue(candidate, certificates.length) && isSignedBy(below, candidate),
    );
    if (!issuer || certificates.includes(issuer)) return { certificates, anchored: false };
    certificates.push(issuer);
  }
  return { certificates, anchored: isAnchor(certificates.at(-1)!, trust) };
}

function isAnchor(certificate: Certificate, trust: Trust): boolean {
  return trust.anchors.some((anchor) => anchor.fingerprint === certificate.fingerprint);
}

/** `below` counts the certificates under the candidate; the first of them is no authority. */
function mayIssue(candidate: Certificate, below: number): boolean {
  const usage = candidate.keyUsage;
  if (!candidate.isAuthority || (usage && !usage.has(KeyUsage.keyCertSign))) return false;
  return candidate.pathLength === undefined || below - 1 <= candidate.pathLength;
}

function judge(certificates: readonly Certificate[], trust: Trust, at: Date): Omit<Chain, 'certificates'> {
  for (const certificate of certificates) {
    const revocation = trust.revocationOf(certificate);
    if (revocation && revocation.at <= at) return { problem: 'revoked', revocation };
    if (at < certificate.notBefore) return { problem: 'not-yet-valid', revocation: undefined };
    if (at > certificate.notAfter) return { problem: 'expired', revocation: undefined };
  }
  return { problem: undefined, revocation: undefined };
}
