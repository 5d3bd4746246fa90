import { Buffer } from 'node:buffer';
import type { Db } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';
import type { Certificate } from '../certificates/certificate.ts';
import type { Trust } from '../certificates/chain.ts';
import { timestamp } from '../gateway.ts';
import { openPdf } from '../pdf/document.ts';
import { completePdf, prepareTimestamp } from '../pdf/prepare.ts';
import { findSignatures, readCoverage } from '../pdf/signatures.ts';
import { storeKey, type ValidationData, withValidationData } from '../pdf/store.ts';
import { PdfText } from '../pdf/values.ts';
import { revocationEvidence } from '../revocation/evidence.ts';
import { trustDomains } from '../trust.ts';
import { explain } from '../validation/explain.ts';
import { currentPolicy } from '../validation/policy.ts';
import type { SignatureReport } from '../validation/report.ts';
import { judgeFile } from '../validation/validate.ts';
import { timestampSigner } from '../vault/authority.ts';
import type { Vault } from '../vault/vault.ts';
import { type EvidenceSource, evidenceFor, notExtendable } from './evidence.ts';
import { chainOf } from './long-term.ts';

/** Room for attributes and signature of a token besides its certificates. */
const TOKEN_FRAME_BYTES = 700;

/** Appends a document time-stamp (RFC 3161, EN 319 142-1 §5.4.3) over the whole file as it is. Throws PdfError. */
export async function addDocumentTimestamp(db: Db, vault: Vault, pdf: Buffer): Promise<Buffer> {
  const tsa = await timestampSigner(db, vault);
  const prepared = prepareTimestamp(pdf, TOKEN_FRAME_BYTES + tsa.template.certificates.length);
  return Buffer.concat(completePdf(prepared, await timestamp(db, vault, prepared.digest)));
}

/**
 * Raises every signature of a PDF to B-LT (certificates and proofs of non-revocation in the file) or B-LTA (a document
 * time-stamp over all that), also years after it was signed and again before algorithms or authorities end. A signature
 * without a time-stamp gets one over the whole file first. Throws a Problem when the file does not hold today or when
 * proof for any certificate of any chain, the time-stamping authorities' included, cannot be had.
 */
export async function extendPdf(db: Db, vault: Vault, pdf: Buffer, level: 'B-LT' | 'B-LTA'): Promise<Buffer> {
  const trust = await trustDomains(db, vault);
  const stamp = (file: Buffer): Promise<Buffer> => addDocumentTimestamp(db, vault, file);
  return lengthen(pdf, level, { trust, stamp, evidence: (certificate, at) => revocationEvidence(db, vault, certificate, at) });
}

/** What lengthening needs from the world. */
export interface LongTermMeans {
  readonly trust: Trust;
  readonly stamp: (pdf: Buffer) => Promise<Buffer>;
  readonly evidence: (certificate: Certificate, notBefore: Date) => ReturnType<EvidenceSource>;
}

/** `extendPdf` with its means given. */
export async function lengthen(given: Buffer, level: 'B-LT' | 'B-LTA', means: LongTermMeans): Promise<Buffer> {
  let pdf = given;
  let signatures = judged(pdf, means.trust);
  if (!everySignatureStamped(signatures)) {
    pdf = await means.stamp(pdf);
    signatures = judged(pdf, means.trust);
  }
  const kept = new Map();
  const newest = signatures.map(({ report }) => report.bestSignatureTime?.getTime() ?? 0).reduce((a, b) => Math.max(a, b), 0);
  const evidence = (certificate: Certificate): ReturnType<EvidenceSource> => means.evidence(certificate, instant(newest));
  const bySignature = new Map<string, ValidationData>();
  for (const { key, report } of signatures) {
    bySignature.set(key, await evidenceFor(chainsOf(report), evidence, kept));
  }
  const stored = withValidationData(pdf, bySignature);
  return level === 'B-LTA' ? means.stamp(stored) : stored;
}

interface Judged {
  readonly key: string;
  readonly report: SignatureReport;
}

/** The signatures of a file that holds, in the order of signing. */
function judged(pdf: Buffer, trust: Trust): readonly Judged[] {
  const report = judgeFile({ bytes: pdf, kind: 'pdf' }, trust, currentPolicy, now());
  if (report.overall !== 'TOTAL-PASSED') throw notExtendable(explain(report).sentence);
  const document = openPdf(pdf);
  const keys = findSignatures(document)
    .map((signature) => {
      const contents = signature.dict.get('Contents');
      return {
        end: readCoverage(document, signature).end,
        key: storeKey(contents instanceof PdfText ? contents.bytes : Buffer.alloc(0)),
      };
    })
    .toSorted((a, b) => a.end - b.end)
    .map(({ key }) => key);
  return report.signatures.map((one, index) => ({ key: keys[index]!, report: one }));
}

/** By a time-stamp of its own or one over the document. */
function everySignatureStamped(signatures: readonly Judged[]): boolean {
  return signatures.every(({ report }) => report.bestSignatureTime !== undefined);
}

function chainsOf(report: SignatureReport): readonly (readonly Certificate[])[] {
  const stamping = report.kind === 'signature' ? report.timestamps.map((one) => one.path) : [];
  return [report.path, ...stamping].map(chainOf).filter((chain) => chain.length > 0);
}
