import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import type { Db } from '#kernel/db.ts';
import { verifies } from './certificates/algorithms.ts';
import { type Certificate, readCertificate } from './certificates/certificate.ts';
import { signWith } from './certificates/signing-key.ts';
import { buildChain, type ChainProblem, type Trust } from './certificates/chain.ts';
import { Oid } from './der/oids.ts';
import { DerError } from './der/read.ts';
import { checkToken, issueToken, sha256Imprint } from './tsp/token.ts';
import { ensureCertificate, signerOf, timestampSigner } from './vault/authority.ts';
import { authorityCertificates } from './vault/store.ts';
import { isSignedBy } from './certificates/certificate.ts';
import type { Vault } from './vault/vault.ts';
import { now } from '#kernel/time.ts';

/** Signs bytes in the name of a site: envelopes, receipts, ledger seals. Fits the kernel's LedgerSigner. */
export interface GatewaySigner {
  /** Fingerprint of the certificate: SHA-256 of its DER in hex. */
  readonly keyId: string;
  /** DER. */
  readonly certificate: Buffer;
  /** DER of the issuers, the root last. */
  readonly chain: readonly Buffer[];
  /** ECDSA P-256 with SHA-256 over the bytes, as DER (70 to 72 bytes). Takes about 0.05 ms. */
  sign(bytes: Uint8Array): Buffer;
}

/** The site's signer; its certificate is issued on the first call. Ask once and keep it: signing needs no database. */
export async function gatewaySigner(db: Db, vault: Vault, site: string): Promise<GatewaySigner> {
  const stored = await ensureCertificate(
    db,
    vault,
    { kind: 'gateway', site },
    { commonName: `Một Cửa - Trục văn bản (${site})`, organization: 'Một Cửa' },
  );
  const { key, certificate, chain } = await signerOf(db, vault, stored);
  const top = chain.at(-1) ?? certificate;
  const root = (await authorityCertificates(db, vault))
    .map((one) => one.certificate)
    .find((one) => isSignedBy(top, one) && isSignedBy(one, one));
  return {
    keyId: certificate.fingerprint,
    certificate: certificate.der,
    chain: [...chain, ...(root ? [root] : [])].map((one) => one.der),
    sign: (bytes) => signWith(key, bytes),
  };
}

/** The extended key usage of a site's certificate; a person's or an agency's has another. For `verifyLedger`. */
export const SITE_SEALING: string = Oid.siteSealing;

const ECDSA = { key: 'ec', hash: 'sha256' } as const;
const certificates = new Map<string, Certificate>();
const MAX_REMEMBERED = 10_000;

/** Whether `signature` over `bytes` was made with the certificate's key; whether to believe the certificate is for `certificateProblem`. */
export function verifySignature(bytes: Uint8Array, signature: Uint8Array, certificate: Buffer): boolean {
  try {
    return verifies(Buffer.from(bytes), Buffer.from(signature), remembered(certificate).publicKey, ECDSA);
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

/** Reading a certificate costs ten times a verification, and the same few sign everything. */
function remembered(der: Buffer): Certificate {
  const id = hash('sha256', der);
  let certificate = certificates.get(id);
  if (!certificate) {
    certificate = readCertificate(der);
    if (certificates.size >= MAX_REMEMBERED) certificates.clear();
    certificates.set(id, certificate);
  }
  return certificate;
}

/** Why a certificate (DER, with its issuers) may not be believed at an instant; `undefined` when it may. */
export function certificateProblem(
  certificate: Buffer,
  chain: readonly Buffer[],
  trust: Trust,
  at: Date,
): ChainProblem | 'unreadable' | undefined {
  try {
    return buildChain(remembered(certificate), chain.map(remembered), trust, at).problem;
  } catch (error) {
    if (error instanceof DerError) return 'unreadable';
    throw error;
  }
}

/** Trust in given roots alone, without a database: what an offline verifier has. */
export function trustInRoots(roots: readonly Buffer[]): Trust {
  return { anchors: roots.map(remembered), intermediates: [], revocationOf: () => undefined };
}

/** An RFC 3161 token (DER) over a SHA-256 digest, for now, from the site's own authority. */
export async function timestamp(db: Db, vault: Vault, digest: Buffer): Promise<Buffer> {
  const tsa = await timestampSigner(db, vault);
  return issueToken(tsa, { imprint: sha256Imprint(digest), withCertificates: true }, now());
}

/** Checks a token over a SHA-256 digest; returns its instant, or why it does not hold. */
export function verifyTimestamp(token: Buffer, digest: Buffer, trust: Trust): { at: Date } | { fault: string } {
  try {
    const checked = checkToken(token, (name) => (name === 'sha256' ? digest : Buffer.alloc(0)), trust);
    return checked.fault ? { fault: checked.fault } : { at: checked.at };
  } catch (error) {
    if (error instanceof DerError) return { fault: error.message };
    throw error;
  }
}
