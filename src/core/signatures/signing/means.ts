import type { Buffer } from 'node:buffer';
import type { Db } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { Problem } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import { buildChain } from '../certificates/chain.ts';
import type { CmsSigner, Stamp } from '../cms/signer.ts';
import { certificateFor, type Holder } from '../holders.ts';
import { messages } from '../messages.ts';
import type { ValidationData } from '../pdf/store.ts';
import { revocationEvidence } from '../revocation/evidence.ts';
import { siteTrust } from '../trust.ts';
import { issueToken, sha256Imprint } from '../tsp/token.ts';
import { signerOf, timestampSigner } from '../vault/authority.ts';
import type { StoredCertificate } from '../vault/store.ts';
import type { Vault } from '../vault/vault.ts';
import { evidenceFor, notExtendable } from './evidence.ts';
import { signingMessages } from './messages.ts';

/** Baseline levels of EN 319 142-1, 319 122-1 and 319 132-1. */
export type SignatureLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

export interface SigningOptions {
  readonly holder: Holder;
  /** B-T when absent; B-LT and B-LTA need proof for every certificate and throw a Problem 503 without it. */
  readonly level?: SignatureLevel | undefined;
  /** When no time-stamp can be had: refuse (the rule), or sign B-B and say so in `lowered`. */
  readonly withoutTimestamp?: 'refuse' | 'lower' | undefined;
}

/** What a signing brought, whatever the format. */
export interface SigningOutcome {
  /** The time-stamp's instant, whole seconds; without a time-stamp, what this machine's clock said. */
  readonly signedAt: Date;
  readonly certificate: StoredCertificate;
  readonly level: SignatureLevel;
  /** Why the level is not the one wanted; absent: it is. */
  readonly lowered: Text | undefined;
}

export interface SigningMeans extends SigningOutcome {
  readonly signer: CmsSigner;
  /** Absent at level B-B. */
  readonly tsa: CmsSigner | undefined;
}

/** Whether a level carries the proof of its certificates. */
export const isLongTerm = (level: SignatureLevel): boolean => level === 'B-LT' || level === 'B-LTA';

/** The holder's key and the time-stamping authority, ready; the level that can be reached with them. */
export async function signingMeans(db: Db, vault: Vault, options: SigningOptions): Promise<SigningMeans> {
  const wanted = options.level ?? 'B-T';
  const certificate = await certificateFor(db, vault, options.holder);
  const signer = await signerOf(db, vault, certificate);
  const tsa = wanted === 'B-B' ? undefined : await stampingSigner(db, vault, options.withoutTimestamp);
  const signedAt = now();
  signedAt.setUTCMilliseconds(0);
  const level = tsa ? wanted : 'B-B';
  return { signer, tsa, signedAt, certificate, level, lowered: level === wanted ? undefined : signingMessages.timestampDown };
}

export function outcomeOf({ signedAt, certificate, level, lowered }: SigningMeans): SigningOutcome {
  return { signedAt, certificate, level, lowered };
}

/** An outage of the time-stamping service may cost the signature a level, never go unsaid. */
async function stampingSigner(db: Db, vault: Vault, without: SigningOptions['withoutTimestamp']): Promise<CmsSigner | undefined> {
  try {
    return await timestampSigner(db, vault);
  } catch (error) {
    if (without !== 'lower' || !(error instanceof Problem)) throw error;
    return undefined;
  }
}

/** Stamps signature values for that instant; `undefined` without an authority. */
export function stamperOf(tsa: CmsSigner | undefined, at: Date): Stamp | undefined {
  return tsa && ((imprint: Buffer): Buffer => issueToken(tsa, { imprint: sha256Imprint(imprint), withCertificates: true }, at));
}

/** Certificates and proof for the signer's chain and the time-stamping authority's; throws Problems as `evidenceFor` does. */
export async function evidenceOfMeans(db: Db, vault: Vault, means: SigningMeans): Promise<ValidationData> {
  const trust = await siteTrust(db, vault);
  const chains = [means.signer, means.tsa]
    .filter((one) => one !== undefined)
    .map((one) => buildChain(one.certificate, one.chain, trust, means.signedAt));
  const problem = chains.find((chain) => chain.problem)?.problem;
  if (problem) throw notExtendable(messages.trustProblems[problem]);
  const certificates = chains.map((chain) => chain.certificates);
  return evidenceFor(certificates, (certificate) => revocationEvidence(db, vault, certificate, means.signedAt));
}
