import { hashOfSignature } from '../certificates/algorithms.ts';
import { type Certificate, isSignedBy, KeyUsage } from '../certificates/certificate.ts';
import { followChain, type Trust } from '../certificates/chain.ts';
import { weakAlgorithm } from './algorithm.ts';
import { anchorFault, domainOf, trustFor } from './anchor.ts';
import { type Context, factsOf } from './context.ts';
import type { Told } from './evidence.ts';
import { type Fault, faultOf, type PathReport, type RevocationUse } from './report.ts';

/** When a signature was there: proven to exist at `proof`, and made later than `after`. Without a proof: the validation's instant. */
export interface Times {
  readonly proof: Date;
  readonly after: Date | undefined;
  /** Earliest proof of the evidence that lies at an offset of the file. */
  provenSince(end: number): Date;
  /**
   * Of a time-stamp what it says itself: a token made before its authority was revoked for a harmless reason stays
   * good (RFC 3161 §4).
   */
  readonly stampedAt?: Date | undefined;
}

export interface JudgedPath {
  readonly report: PathReport;
  readonly fault: Fault | undefined;
}

export const NO_PATH: PathReport = { certificates: [], anchored: false, domain: undefined, revocation: [] };

/**
 * Judges the path of a certificate as of the proof (shell model, EN 319 102-1 §5.2.6 and §5.5.4): found, of authorities
 * with the right to issue, within its dates, not revoked, of algorithms that are relied upon. This site's own anchor is
 * believed as it is, another's as the trusted list says of the proof's instant.
 */
export function judgePath(leaf: Certificate, pool: readonly Certificate[], times: Times, context: Context): JudgedPath {
  const all = [...pool, ...context.evidence.certificates];
  const use = times.stampedAt ? 'stamp' : 'sign';
  const trust = trustFor(use, context.trust);
  const { certificates, anchored } = followChain(leaf, all, trust);
  const anchor = certificates.at(-1)!;
  const steps = certificates.slice(0, -1).map((certificate, index) => ({ certificate, issuer: certificates[index + 1]! }));
  const asked = anchored ? steps.map((step) => revocationOf(step.certificate, step.issuer, times, context)) : [];
  const domain = anchored ? domainOf(anchor, trust) : undefined;
  const report = { certificates: certificates.map(factsOf), anchored, domain, revocation: asked };
  if (!anchored) return { report, fault: noPath(leaf, all, trust) };
  for (const [index, { certificate, issuer }] of steps.entries()) {
    const fault = judgeStep(certificate, issuer, asked[index]!, index === 0, times, context);
    if (fault) return { report, fault };
  }
  return { report, fault: anchorFault(anchor, use, times, trust) };
}

function noPath(leaf: Certificate, pool: readonly Certificate[], trust: Trust): Fault {
  const { certificates, anchored } = followChain(leaf, pool, trust, true);
  if (!anchored) return faultOf('NO_CERTIFICATE_CHAIN_FOUND', 'no path to an anchor that is believed here');
  const strong = certificates.slice(0, -1).every((one, index) => isSignedBy(one, certificates[index + 1]!));
  return strong
    ? faultOf('CERTIFICATE_CHAIN_GENERAL_FAILURE', 'a certificate of the path had no right to issue', 'no-right-to-issue')
    : faultOf('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'a certificate of the path was signed with an algorithm that counts no more');
}

function judgeStep(
  certificate: Certificate,
  issuer: Certificate,
  use: RevocationUse,
  isLeaf: boolean,
  times: Times,
  context: Context,
): Fault | undefined {
  const { proof } = times;
  if (use.revokedAt && use.revokedAt <= proof && !harmless(use, isLeaf, times)) return revokedFault(use.revokedAt, isLeaf, times);
  if (proof < certificate.notBefore) {
    return faultOf(isLeaf ? 'NOT_YET_VALID' : 'OUT_OF_BOUNDS_NO_POE', 'proven to exist before the certificate began');
  }
  if (proof > certificate.notAfter) return expiredFault(certificate, use, isLeaf, times);
  if (use.source === 'none') return unknownFault(use);
  return weakFault(certificate, issuer, times, context);
}

/** News that is too old may be followed by fresher (§5.2.5); where there is none at all, the path cannot be judged (§5.2.6). */
function unknownFault({ stale }: RevocationUse): Fault {
  return stale
    ? faultOf('TRY_LATER', 'what tells of revocations is older than the proof')
    : faultOf('CERTIFICATE_CHAIN_GENERAL_FAILURE', 'nothing tells whether the certificate was revoked', 'no-revocation-news');
}

/** Reasons after which a key was still its holder's alone (RFC 3161 §4). */
const harmlessReasons: ReadonlySet<string> = new Set(['affiliationChanged', 'superseded', 'cessationOfOperation']);

function harmless(use: RevocationUse, isLeaf: boolean, { stampedAt }: Times): boolean {
  return isLeaf && stampedAt !== undefined && stampedAt < use.revokedAt! && harmlessReasons.has(use.reason ?? '');
}

function revokedFault(at: Date, isLeaf: boolean, { after }: Times): Fault {
  if (!isLeaf) return faultOf('REVOKED_CA_NO_POE', 'an authority of the path was revoked before any proof');
  return after && after >= at
    ? faultOf('REVOKED', 'made after the certificate was revoked')
    : faultOf('REVOKED_NO_POE', 'no proof that it was made before the certificate was revoked');
}

function expiredFault(certificate: Certificate, use: RevocationUse, isLeaf: boolean, { after }: Times): Fault {
  if (isLeaf && after && after > certificate.notAfter) return faultOf('EXPIRED', 'made after the certificate ended');
  const known = isLeaf && use.source !== 'none';
  return faultOf(known ? 'OUT_OF_BOUNDS_NOT_REVOKED' : 'OUT_OF_BOUNDS_NO_POE', 'no proof that it was made before the certificate ended');
}

function weakFault(certificate: Certificate, issuer: Certificate, times: Times, { policy }: Context): Fault | undefined {
  const hash = hashOfSignature(certificate.signed.algorithm);
  if (!hash) return faultOf('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'the policy does not know the algorithm of a certificate');
  return weakAlgorithm(hash, issuer.publicKey, times, policy);
}

/** Whether a key may sign documents. */
export function maySign(certificate: Certificate): boolean {
  const usage = certificate.keyUsage;
  return !certificate.isAuthority && (!usage || usage.has(KeyUsage.digitalSignature) || usage.has(KeyUsage.contentCommitment));
}

/** Our own records, where they are the whole truth; and the newest of the file's evidence that reaches to the proof. */
function revocationOf(certificate: Certificate, issuer: Certificate, times: Times, context: Context): RevocationUse {
  const { trust } = context;
  const all = context.evidence.about(certificate, issuer);
  const told = all.filter((one) => isGood(one, issuer, times, context)).toSorted((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
  const one = told.find(({ revoked }) => revoked) ?? told[0];
  const own = trust.revocationOf(certificate);
  const covered = own !== undefined || (trust.recordsCover?.(certificate) ?? true);
  const byFile = one && (one.revoked !== undefined || !covered) && !own;
  const found = byFile ? one.revoked : own;
  return {
    certificate: certificate.fingerprint,
    source: byFile ? one.source : covered ? 'records' : 'none',
    inFile: one !== undefined,
    ...(all.length > 0 && !one ? { stale: true } : {}),
    thisUpdate: byFile ? one.thisUpdate : undefined,
    revokedAt: found?.at,
    reason: found?.reason,
  };
}

/** Proven to be there while its signer's key was good, not of the future, and still fresh at the proof or made later. */
function isGood(told: Told, issuer: Certificate, times: Times, context: Context): boolean {
  if (told.thisUpdate > context.at || times.provenSince(told.end) > told.signer.notAfter) return false;
  if (told.signer !== issuer && !mayBeAsked(told, issuer, context)) return false;
  return told.revoked !== undefined || told.nextUpdate === undefined || told.nextUpdate >= times.proof;
}

/** A responder must have been in its dates when it answered, and not be revoked, unless nobody is to ask (RFC 6960 §4.2.2.2.1). */
function mayBeAsked({ signer, thisUpdate }: Told, issuer: Certificate, { trust, evidence }: Context): boolean {
  if (thisUpdate < signer.notBefore || thisUpdate > signer.notAfter) return false;
  if (signer.revocationUnchecked) return true;
  if (trust.revocationOf(signer)) return false;
  if (trust.recordsCover?.(signer) ?? true) return true;
  const lists = evidence.fromLists(signer, issuer);
  return lists.length > 0 && lists.every((one) => one.revoked === undefined);
}
