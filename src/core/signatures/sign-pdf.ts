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
}

export interface SignedPdf {
  readonly bytes: Buffer;
  /** SHA-256 of `bytes` in hex. */
  readonly sha256: string;
  /** The time-stamp's instant, whole seconds. */
  readonly signedAt: Date;
  readonly certificate: StoredCertificate;
}

/**
 * Signs a PDF (PAdES B-T, EN 319 142-1) by appending; the bytes given stay as they are, so that earlier signatures
 * hold. Throws a Problem 422 with a sentence when the file cannot be signed.
 */
export async function signPdf(db: Db, vault: Vault, options: SignPdfOptions): Promise<SignedPdf> {
  const certificate = await certificateFor(db, vault, options.holder);
  const signer = await signerOf(db, vault, certificate);
  const tsa = await timestampSigner(db, vault);
  const signedAt = wholeSecond(now());
  const field = {
    signerName: certificate.certificate.subject.commonName,
    at: signedAt,
    reason: options.reason,
    location: options.location,
    appearance: options.appearance,
  };
  const prepared = prepareForSigning(options.pdf, field, signer, tsa);
  const bytes = Buffer.concat(sealPrepared(prepared, signer, tsa, signedAt));
  return { bytes, sha256: hash('sha256', bytes), signedAt, certificate };
}

/** Room for three signature values, attributes and token head; the certificates' own bytes are added. */
const CMS_FRAME_BYTES = 1400;

/** `preparePdf` with the room that these two signers need. */
export function prepareForSigning(pdf: Buffer, field: SignatureField, signer: CmsSigner, tsa: CmsSigner, originalHash?: Hash): PreparedPdf {
  const reserved = CMS_FRAME_BYTES + signer.template.certificates.length + tsa.template.certificates.length;
  try {
    return preparePdf(pdf, field, reserved, originalHash);
  } catch (error) {
    throw error instanceof PdfError ? cannotSign(messages.pdfErrors[error.code]) : error;
  }
}

/** Signs what was prepared and has the signature time-stamped; returns the parts of the file in order, the original first. */
export function sealPrepared(prepared: PreparedPdf, signer: CmsSigner, tsa: CmsSigner, at: Date): readonly Buffer[] {
  const cms = signDetached(signer, prepared.digest, (imprint) =>
    issueToken(tsa, { imprint: sha256Imprint(imprint), withCertificates: true }, at),
  );
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
