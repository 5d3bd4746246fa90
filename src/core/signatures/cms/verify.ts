import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { verifies } from '../certificates/algorithms.ts';
import { type Certificate, isSignedBy, KeyUsage } from '../certificates/certificate.ts';
import { buildChain, type Chain, type Trust } from '../certificates/chain.ts';
import type { HashName } from '../certificates/algorithms.ts';
import type { SignedData } from './read.ts';

/** What is mathematically wrong with a signature, whoever made it. */
export type SignatureFault = 'no-certificate' | 'certificate-not-bound' | 'digest-mismatch' | 'bad-signature' | 'foreign-certificate';

/**
 * Checks digest, signature, the binding of the certificate, and that every certificate sent along belongs to a chain.
 * `digestOf` gives the content's digest; `bindingNeeded` false: an older signature that need not name its certificate's
 * hash (RFC 5035). Returns `undefined` when all is well; trust is another question.
 */
export function signatureFault(data: SignedData, digestOf: (hash: HashName) => Buffer, bindingNeeded = true): SignatureFault | undefined {
  const { signer } = data;
  const { certificate } = signer;
  if (!certificate) return 'no-certificate';
  const bound = signer.boundCertificate;
  if (!bound && bindingNeeded) return 'certificate-not-bound';
  if (bound && !createHash(bound.hash).update(certificate.der).digest().equals(bound.digest)) return 'certificate-not-bound';
  if (!digestOf(signer.hash).equals(signer.messageDigest)) return 'digest-mismatch';
  if (!verifies(signer.signedBytes, signer.signature, certificate.publicKey, signer.algorithm)) return 'bad-signature';
  return undefined;
}

/**
 * Certificates of the bag that neither are known nor were signed by one of the bag or known: a place to hide changes.
 * Ask only of a signer who is believed: a stranger's bag may well end below a root that we do not know.
 */
export function strayCertificates(data: SignedData, trust: Trust): readonly Certificate[] {
  return strayIn(data.certificates, trust);
}

/** `strayCertificates` of any bag. */
export function strayIn(bag: readonly Certificate[], trust: Trust): readonly Certificate[] {
  const known = [...trust.anchors, ...trust.intermediates];
  const issuers = [...known, ...bag];
  return bag.filter(
    (one) => !known.some((other) => other.fingerprint === one.fingerprint) && !issuers.some((issuer) => isSignedBy(one, issuer)),
  );
}

/** The signer's chain at an instant, and whether its key may sign documents at all. */
export function signerChain(data: SignedData, trust: Trust, at: Date): Chain | undefined {
  const { certificate } = data.signer;
  if (!certificate) return undefined;
  const chain = buildChain(certificate, data.certificates, trust, at);
  const usage = certificate.keyUsage;
  const maySign = !certificate.isAuthority && (!usage || usage.has(KeyUsage.digitalSignature) || usage.has(KeyUsage.contentCommitment));
  return maySign || chain.problem ? chain : { ...chain, problem: 'not-for-this-use' };
}
