import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type HashName, WeakAlgorithmError } from '../certificates/algorithms.ts';
import type { Certificate } from '../certificates/certificate.ts';
import type { ChainProblem, Trust } from '../certificates/chain.ts';
import type { Revocation } from '../certificates/revocation-list.ts';
import { readSignedData, type SignedData } from '../cms/read.ts';
import { signatureFault, signerChain, strayCertificates } from '../cms/verify.ts';
import { DerError } from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import { checkToken, type CheckedToken } from '../tsp/token.ts';
import { openPdf, type PdfDocument } from './document.ts';
import { type Difference, differences } from './differences.ts';
import { type Coverage, findSignatures, formFields, type FoundSignature, readCoverage } from './signatures.ts';
import { PdfError } from './values.ts';

/** What one signature of a file is worth. */
export interface SignatureReport {
  readonly fieldName: string;
  /** A document time-stamp says only when, a signature says who. */
  readonly kind: 'signature' | 'timestamp';
  /** Present when the CMS could be read. */
  readonly signer: Certificate | undefined;
  /** From the signer up to the anchor, as far as it could be followed. */
  readonly chain: readonly Certificate[];
  /** From the time-stamp; absent when there is none that can be believed. */
  readonly signedAt: Date | undefined;
  readonly timestamp: CheckedToken | undefined;
  /** Whether the covered bytes are the whole file. */
  readonly coversWholeFile: boolean;
  /** What came after the covered bytes; validation data are certificates and revocation lists (DSS). */
  readonly after: 'nothing' | 'signatures' | 'validation-data' | 'other-changes';
  readonly differences: readonly Difference[];
  /** Whether the covered bytes are what was signed, and the signature is good for the certificate's key. */
  readonly intact: boolean;
  /** Why it is not intact: for a log or an expert. */
  readonly fault: string | undefined;
  /** Whether the signature itself could be read; false: of a kind we do not know, or damaged. */
  readonly readable: boolean;
  /** SHA-1 or MD5: worth nothing today. */
  readonly weakAlgorithm: boolean;
  /** Why the signer is not believed; absent: believed. */
  readonly trustProblem: ChainProblem | 'no-certificate' | 'unknown-timestamp' | undefined;
  readonly revocation: Revocation | undefined;
}

/**
 * intact: every signature is good, of somebody we believe, and nothing but signatures came after the first ·
 * changed: some byte is not what was signed · unknown-signer: intact, but of nobody we can believe ·
 * not-signed · unreadable: the file or a signature in it cannot be read, so nothing can be said either way.
 */
export type Verdict = 'intact' | 'changed' | 'unknown-signer' | 'not-signed' | 'unreadable';

export interface PdfReport {
  readonly verdict: Verdict;
  /** In the order of signing. */
  readonly signatures: readonly SignatureReport[];
  /** Why the file could not be read. */
  readonly error: PdfError['code'] | undefined;
}

/** Judges a file. Never throws for what is in the file; time and memory are bounded by its size. `now`: for signatures without a time-stamp. */
export function checkPdf(bytes: Buffer, trust: Trust, now: Date): PdfReport {
  try {
    const document = openPdf(bytes);
    const found = findSignatures(document);
    if (found.length === 0) return unsigned(bytes);
    const reports = found
      .map((signature) => ({ end: endOf(document, signature), report: checkSignature(document, signature, trust, now) }))
      .toSorted((a, b) => a.end - b.end)
      .map(({ report }) => report);
    const verdict = dropsSignature(document, found) ? 'changed' : verdictOf(reports);
    return { verdict, signatures: reports, error: undefined };
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
    // What was not read to its end is not judged.
    const verdict = error.code !== 'too-large' && mentionsSignature(bytes) ? 'changed' : 'unreadable';
    return { verdict, signatures: [], error: error.code };
  }
}

/**
 * Whether an earlier state of the file named a signature that today's no longer names: somebody took it out before
 * the next one was put on. The earlier states are opened only when the bytes hold more signatures than the form.
 */
function dropsSignature(document: PdfDocument, found: readonly FoundSignature[]): boolean {
  const { bytes, sections } = document;
  let mentioned = 0;
  for (let at = bytes.indexOf('/ByteRange'); at >= 0; at = bytes.indexOf('/ByteRange', at + 1)) mentioned += 1;
  if (mentioned <= found.length) return false;
  const known = new Set(found.map((signature) => signature.number));
  return sections.slice(1).some((section) => {
    const end = bytes.indexOf('%%EOF', section.offset);
    try {
      return findSignatures(openPdf(bytes.subarray(0, end + '%%EOF'.length), document.work)).some(
        (signature) => !known.has(signature.number),
      );
    } catch (error) {
      // The first part of a linearized file is no file by itself.
      if (error instanceof PdfError && error.code !== 'too-large') return false;
      throw error;
    }
  });
}

function mentionsSignature(bytes: Buffer): boolean {
  return bytes.includes('ETSI.CAdES.detached') || bytes.includes('/ByteRange') || bytes.includes('adbe.pkcs7');
}

/** A file that bears the remains of a signature which its catalog no longer names was changed. */
function unsigned(bytes: Buffer): PdfReport {
  return { verdict: mentionsSignature(bytes) ? 'changed' : 'not-signed', signatures: [], error: undefined };
}

function endOf(document: PdfDocument, signature: FoundSignature): number {
  try {
    return readCoverage(document, signature).end;
  } catch {
    return document.bytes.length;
  }
}

function verdictOf(reports: readonly SignatureReport[]): Verdict {
  if (reports.some((report) => (report.readable && !report.intact) || report.after === 'other-changes')) return 'changed';
  if (reports.some((report) => !report.readable)) return 'unreadable';
  // The last signature covers the file to its end; what nobody covers was added by nobody known.
  if (!reports.some((report) => report.coversWholeFile || report.after === 'validation-data')) return 'changed';
  if (!reports.some((report) => report.kind === 'signature')) return 'not-signed';
  return reports.some((report) => report.trustProblem) ? 'unknown-signer' : 'intact';
}

function checkSignature(document: PdfDocument, signature: FoundSignature, trust: Trust, now: Date): SignatureReport {
  let report = emptyReport(signature);
  try {
    const coverage = readCoverage(document, signature);
    report = { ...report, ...whatCameAfter(document, signature, coverage), readable: false };
    const data = readSignedData(coverage.cms);
    document.work.spend(coverage.end >> 3);
    const digestOf = rangeDigest(document.bytes, coverage);
    const judged =
      coverage.subFilter === 'ETSI.RFC3161' ? judgeStamp(coverage.cms, digestOf, trust) : judge(coverage, data, digestOf, trust, now);
    return { ...report, ...judged, readable: true };
  } catch (error) {
    const judged = error instanceof DerError || (error instanceof PdfError && error.code !== 'too-large');
    if (!judged) throw error;
    return { ...report, fault: error.message, weakAlgorithm: error instanceof WeakAlgorithmError };
  }
}

function emptyReport(signature: FoundSignature): SignatureReport {
  return {
    fieldName: signature.fieldName,
    kind: 'signature',
    signer: undefined,
    chain: [],
    signedAt: undefined,
    timestamp: undefined,
    coversWholeFile: false,
    after: 'other-changes',
    differences: [],
    intact: false,
    fault: undefined,
    readable: true,
    weakAlgorithm: false,
    trustProblem: 'no-certificate',
    revocation: undefined,
  };
}

/** The file as it was signed must be a whole PDF that names this same signature; then it is compared with today's. */
function whatCameAfter(
  document: PdfDocument,
  signature: FoundSignature,
  coverage: Coverage,
): Pick<SignatureReport, 'coversWholeFile' | 'after' | 'differences'> {
  const signed = openPdf(document.bytes.subarray(0, coverage.end), document.work);
  const there = findSignatures(signed).find((one) => one.number === signature.number);
  if (!there || readCoverage(signed, there).gapStart !== coverage.gapStart)
    throw new PdfError('the signed state does not name this signature');
  if (!/%%EOF[\r\n]{0,2}$/.test(signed.bytes.toString('latin1', Math.max(0, coverage.end - 16))))
    throw new PdfError('the signed state has no end mark');
  if (coverage.end === document.bytes.length) return { coversWholeFile: true, after: 'nothing', differences: [] };
  const found = differences(signed, document);
  if (found.length > 0) return { coversWholeFile: false, after: 'other-changes', differences: found };
  return { coversWholeFile: false, after: onlyValidationData(signed, document) ? 'validation-data' : 'signatures', differences: [] };
}

/** Whether what follows is a proper saving of the file that brought no further signature field. */
function onlyValidationData(signed: PdfDocument, document: PdfDocument): boolean {
  const { bytes } = document;
  const proper =
    document.sections[0]!.offset >= signed.bytes.length && /%%EOF[\r\n]{0,2}$/.test(bytes.toString('latin1', bytes.length - 16));
  return proper && formFields(document).length === formFields(signed).length;
}

const subFilters: ReadonlySet<string> = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached']);

function rangeDigest(bytes: Buffer, coverage: Coverage): (hash: HashName) => Buffer {
  return (hash) =>
    createHash(hash).update(bytes.subarray(0, coverage.gapStart)).update(bytes.subarray(coverage.gapEnd, coverage.end)).digest();
}

/** A document time-stamp (EN 319 142-1 §5.4.3): the token in the place of a signature. */
function judgeStamp(token: Buffer, digestOf: (hash: HashName) => Buffer, trust: Trust): Partial<SignatureReport> {
  const timestamp = checkToken(token, digestOf, trust);
  const fault = brokenStamp(timestamp);
  const believed = timestamp.fault === undefined;
  return {
    kind: 'timestamp',
    signer: timestamp.authority,
    chain: timestamp.chain?.certificates ?? [],
    signedAt: believed ? timestamp.at : undefined,
    timestamp,
    intact: fault === undefined,
    fault,
    trustProblem: believed ? undefined : 'unknown-timestamp',
    revocation: timestamp.chain?.revocation,
  };
}

function judge(
  coverage: Coverage,
  data: SignedData,
  digestOf: (hash: HashName) => Buffer,
  trust: Trust,
  now: Date,
): Partial<SignatureReport> {
  if (!subFilters.has(coverage.subFilter)) throw new PdfError('unknown kind of signature');
  if (data.contentType !== Oid.data || data.content) throw new DerError('detached signature expected');
  const fault = signatureFault(data, digestOf, coverage.subFilter === 'ETSI.CAdES.detached');
  const signer = data.signer.certificate;
  const token = data.signer.timestampToken;
  const timestamp = token ? checkToken(token, (hash) => createHash(hash).update(data.signer.signature).digest(), trust) : undefined;
  const signedAt = timestamp && !timestamp.fault ? timestamp.at : undefined;
  const chain = signerChain(data, trust, signedAt ?? now);
  const stray = chain && !chain.problem && strayCertificates(data, trust).length > 0 ? 'foreign-certificate' : undefined;
  const damaged = fault ?? stray ?? brokenStamp(timestamp);
  return {
    signer,
    chain: chain?.certificates ?? [],
    signedAt,
    timestamp,
    intact: damaged === undefined,
    fault: damaged,
    trustProblem: chain ? (chain.problem ?? (timestamp?.fault ? 'unknown-timestamp' : undefined)) : 'no-certificate',
    revocation: chain?.revocation,
  };
}

function brokenStamp(timestamp: CheckedToken | undefined): string | undefined {
  return timestamp?.fault === 'wrong-imprint' || timestamp?.fault === 'bad-token' ? `timestamp: ${timestamp.fault}` : undefined;
}
