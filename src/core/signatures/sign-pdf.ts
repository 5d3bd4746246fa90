import { Buffer } from 'node:buffer';
import { hash, type Hash } from 'node:crypto';
import type { Db } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { Problem } from '#kernel/problem.ts';
import { type CmsSigner, signDetached } from './cms/signer.ts';
import { messages } from './messages.ts';
import { type Appearance, completePdf, type PreparedPdf, preparePdf, type SignatureField } from './pdf/prepare.ts';
import { PdfError } from './pdf/values.ts';
import { extendPdf } from './signing/extend-pdf.ts';
import { outcomeOf, signingMeans, type SigningOptions, type SigningOutcome, stamperOf } from './signing/means.ts';
import type { Vault } from './vault/vault.ts';

export interface SignPdfOptions extends SigningOptions {
  readonly pdf: Buffer;
  readonly reason?: string | undefined;
  readonly location?: string | undefined;
  /** Absent: the signature is not to be seen on a page. A mark that names the time is made once the time is known. */
  readonly appearance?: Appearance | ((signedAt: Date) => Promise<Appearance>) | undefined;
}

export interface SignedPdf extends SigningOutcome {
  readonly bytes: Buffer;
  /** SHA-256 of `bytes` in hex. */
  readonly sha256: string;
}

/**
 * Signs a PDF (PAdES, EN 319 142-1) by appending; the bytes given stay as they are, so that earlier signatures
 * hold. Throws a Problem 422 with a sentence when the file cannot be signed.
 */
export async function signPdf(db: Db, vault: Vault, options: SignPdfOptions): Promise<SignedPdf> {
  const means = await signingMeans(db, vault, options);
  const { signer, tsa, signedAt, level } = means;
  const field = {
    signerName: signer.certificate.subject.commonName,
    at: signedAt,
    reason: options.reason,
    location: options.location,
    appearance: typeof options.appearance === 'function' ? await options.appearance(signedAt) : options.appearance,
  };
  const prepared = prepareForSigning(options.pdf, field, signer, tsa);
  const signed = Buffer.concat(sealPrepared(prepared, signer, tsa, signedAt));
  const bytes = level === 'B-LT' || level === 'B-LTA' ? await extendPdf(db, vault, signed, level) : signed;
  return { bytes, sha256: hash('sha256', bytes), ...outcomeOf(means) };
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
  const cms = signDetached(signer, prepared.digest, stamperOf(tsa, at));
  return completePdf(prepared, cms);
}

function cannotSign(detail: Text): Problem {
  return new Problem({
    slug: 'pdf-not-signable',
    status: 422,
    title: { vi: 'Không ký được tệp PDF này', en: 'This PDF cannot be signed' },
    detail,
  });
}
