import { Buffer } from 'node:buffer';
import { hash, type Hash } from 'node:crypto';
import type { Db } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { Problem } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import { type CmsSigner, signDetached } from './cms/signer.ts';
import { messages } from './messages.ts';
import { type Appearance, completePdf, type PreparedPdf, preparePdf, type SignatureField } from './pdf/prepare.ts';
import { PdfError } from './pdf/values.ts';
import { extendPdf } from './signing/extend-pdf.ts';
import { signingMessages } from './signing/messages.ts';
import { issueToken, sha256Imprint } from './tsp/token.ts';
import { ensureCertificate, signerOf, timestampSigner } from './vault/authority.ts';
import type { StoredCertificate } from './vault/store.ts';
import type { Vault } from './vault/vault.ts';

/** An official who signs, in the post they hold now. */
export interface PersonHolder {
  readonly kind: 'person';
  readonly accountId: string;
  /** The agency of the post. */
  readonly agencyId: string;
  /** "Nguyễn Văn An" */
  readonly name: string;
  /** "Chủ tịch" */
  readonly title?: string | undefined;
  readonly agencyName: string;
  /** Identifier of the agency (Decision 20/2020/QĐ-TTg). */
  readonly agencyCode?: string | undefined;
}

/** An agency that seals. */
export interface SealHolder {
  readonly kind: 'seal';
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyCode?: string | undefined;
}

export type Holder = PersonHolder | SealHolder;

/** The holder's certificate; issued on the first call, and anew when name, post or agency on it are no longer true. */
export function certificateFor(db: Db, vault: Vault, holder: Holder): Promise<StoredCertificate> {
  const agency = { organizationIdentifier: holder.agencyCode };
  if (holder.kind === 'seal') {
    return ensureCertificate(db, vault, { kind: 'seal', agencyId: holder.agencyId }, { commonName: holder.agencyName, ...agency });
  }
  const subject = { commonName: holder.name, title: holder.title, organization: holder.agencyName, ...agency };
  return ensureCertificate(db, vault, { kind: 'person', accountId: holder.accountId, agencyId: holder.agencyId }, subject);
}

export interface SignPdfOptions {
  readonly pdf: Buffer;
  readonly holder: Holder;
  readonly reason?: string | undefined;
  readonly location?: string | undefined;
  /** Absent: the signature is not to be seen on a page. */
  readonly appearance?: Appearance | undefined;
  /** B-T when absent; B-LT and B-LTA need proof for every certificate and throw a Problem 503 without it. */
  readonly level?: SignatureLevel | undefined;
  /** When no time-stamp can be had: refuse (the rule), or sign B-B and say so in `lowered`. */
  readonly withoutTimestamp?: 'refuse' | 'lower' | undefined;
}

/** Baseline levels of EN 319 142-1, 319 122-1 and 319 132-1. */
export type SignatureLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

export interface SignedPdf {
  readonly bytes: Buffer;
  /** SHA-256 of `bytes` in hex. */
  readonly sha256: string;
  /** The time-stamp's instant, whole seconds; without a time-stamp, what this machine's clock said. */
  readonly signedAt: Date;
  readonly certificate: StoredCertificate;
  readonly level: SignatureLevel;
  /** Why the level is not the one wanted; absent: it is. */
  readonly lowered: Text | undefined;
}

/**
 * Signs a PDF (PAdES, EN 319 142-1) by appending; the bytes given stay as they are, so that earlier signatures
 * hold. Throws a Problem 422 with a sentence when the file cannot be signed.
 */
export async function signPdf(db: Db, vault: Vault, options: SignPdfOptions): Promise<SignedPdf> {
  const level = options.level ?? 'B-T';
  const certificate = await certificateFor(db, vault, options.holder);
  const signer = await signerOf(db, vault, certificate);
  const tsa = level === 'B-B' ? undefined : await stampingSigner(db, vault, options.withoutTimestamp);
  const signedAt = wholeSecond(now());
  const field = {
    signerName: certificate.certificate.subject.commonName,
    at: signedAt,
    reason: options.reason,
    location: options.location,
    appearance: options.appearance,
  };
  const prepared = prepareForSigning(options.pdf, field, signer, tsa);
  const signed = Buffer.concat(sealPrepared(prepared, signer, tsa, signedAt));
  const reached = tsa ? level : 'B-B';
  const bytes = reached === 'B-LT' || reached === 'B-LTA' ? await extendPdf(db, vault, signed, reached) : signed;
  const lowered = reached === level ? undefined : signingMessages.timestampDown;
  return { bytes, sha256: hash('sha256', bytes), signedAt, certificate, level: reached, lowered };
}

/** An outage of the time-stamping service may cost the signature a level, never go unsaid. */
async function stampingSigner(db: Db, vault: Vault, withoutTimestamp: SignPdfOptions['withoutTimestamp']): Promise<CmsSigner | undefined> {
  try {
    return await timestampSigner(db, vault);
  } catch (error) {
    if (withoutTimestamp !== 'lower' || !(error instanceof Problem)) throw error;
    return undefined;
  }
}

/** Room for three signature values, attributes and token head; the certificates' own bytes are added. */
const CMS_FRAME_BYTES = 1400;

/** `preparePdf` with the room that these two signers need. */
export function prepareForSigning(
  pdf: Buffer,
  field: SignatureField,
  signer: CmsSigner,
  tsa: CmsSigner | undefined,
  originalHash?: Hash,
): PreparedPdf {
  const reserved = CMS_FRAME_BYTES + signer.template.certificates.length + (tsa?.template.certificates.length ?? 0);
  try {
    return preparePdf(pdf, field, reserved, originalHash);
  } catch (error) {
    throw error instanceof PdfError ? cannotSign(messages.pdfErrors[error.code]) : error;
  }
}

/** Signs what was prepared and has the signature time-stamped where there is a `tsa`; returns the parts of the file in order, the original first. */
export function sealPrepared(prepared: PreparedPdf, signer: CmsSigner, tsa: CmsSigner | undefined, at: Date): readonly Buffer[] {
  const stamp = (imprint: Buffer): Buffer => issueToken(tsa!, { imprint: sha256Imprint(imprint), withCertificates: true }, at);
  const cms = signDetached(signer, prepared.digest, tsa && stamp);
  return completePdf(prepared, cms);
}

function wholeSecond(at: Date): Date {
  at.setUTCMilliseconds(0);
  return at;
}

function cannotSign(detail: Text): Problem {
  return new Problem({
    slug: 'pdf-not-signable',
    status: 422,
    title: { vi: 'Không ký được tệp PDF này', en: 'This PDF cannot be signed' },
    detail,
  });
}
