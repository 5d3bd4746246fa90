import type { Buffer } from 'node:buffer';
import { readSignedData } from '../cms/read.ts';
import { DerError } from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import { dropsSignature, mentionsSignature, rangeDigest, whatCameAfter } from '../pdf/coverage.ts';
import { openPdf, type PdfDocument } from '../pdf/document.ts';
import { readStore } from '../pdf/read-store.ts';
import { type Coverage, findSignatures, type FoundSignature, readCoverage } from '../pdf/signatures.ts';
import { PdfError } from '../pdf/values.ts';
import { type Beliefs, type JudgedFile, unreadableFault, unread } from './judged-file.ts';
import { judgeAll, type Presented } from './process.ts';
import { presentData } from './cms.ts';
import { type CoverageReport, type Fault, faultOf, type SignatureReport } from './report.ts';

/** Judges the signatures of a PDF (PAdES, EN 319 142-1). Never throws for what is in the file. */
export function judgePdf(bytes: Buffer, context: Beliefs): JudgedFile {
  try {
    const document = openPdf(bytes);
    const found = findSignatures(document);
    if (found.length === 0) return { signatures: [], fault: remains(bytes) };
    const evidence = readStore(document);
    const presented = found.map((one) => present(document, one, context)).toSorted((a, b) => a.end - b.end);
    const signatures = judgeAll(presented, { ...context, evidence });
    return { signatures, fault: fileFault(document, found, signatures) };
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
    // What was not read to its end is not judged, nor is what a password hides.
    const damaged = error.code !== 'too-large' && error.code !== 'encrypted' && mentionsSignature(bytes);
    return { signatures: [], error: error.code, fault: damaged ? faultOf('FORMAT_FAILURE', error.message) : undefined };
  }
}

/** A file that bears the remains of a signature which its catalog no longer names was changed. */
function remains(bytes: Buffer): Fault | undefined {
  return mentionsSignature(bytes) ? faultOf('FORMAT_FAILURE', 'the remains of a signature that the file no longer names') : undefined;
}

function fileFault(document: PdfDocument, found: readonly FoundSignature[], signatures: readonly SignatureReport[]): Fault | undefined {
  if (dropsSignature(document, found)) return faultOf('FORMAT_FAILURE', 'a signature was taken out');
  // The last signature covers the file to its end; what nobody covers was added by nobody known.
  const closed = signatures.some(
    ({ coverage }) => coverage && (coverage.wholeFile || coverage.after === 'validation-data' || coverage.after === 'permitted-changes'),
  );
  return closed ? undefined : faultOf('FORMAT_FAILURE', 'bytes after the last signature that nobody covers');
}

/** The signature first, so that a changed byte is called that even when the file can no longer be read because of it. */
function present(document: PdfDocument, found: FoundSignature, context: Beliefs): Presented {
  let read: Presented = { ...unread(found.fieldName, 'PAdES'), start: document.bytes.length, end: document.bytes.length };
  try {
    const coverage = readCoverage(document, found);
    document.work.spend(coverage.end >> 3);
    read = { ...read, start: coverage.gapStart, end: coverage.end };
    read = { ...read, ...readableCms(document, coverage, context) };
    const after = whatCameAfter(document, found, coverage);
    return { ...read, coverage: after, fault: read.fault ?? changeFault(after) };
  } catch (error) {
    return { ...read, fault: read.fault ?? unreadableOrThrow(error) };
  }
}

/** A signature that cannot be read, such as one with SHA-1, still covers what it covers. */
function readableCms(document: PdfDocument, coverage: Coverage, context: Beliefs): Partial<Presented> {
  try {
    return presentCms(document, coverage, context);
  } catch (error) {
    return { fault: unreadableOrThrow(error) };
  }
}

function unreadableOrThrow(error: unknown): Fault {
  const judged = error instanceof DerError || (error instanceof PdfError && error.code !== 'too-large');
  if (!judged) throw error;
  return unreadableFault(error);
}

function changeFault({ after, differences }: CoverageReport): Fault | undefined {
  return after === 'other-changes' ? faultOf('FORMAT_FAILURE', `changed after signing: ${differences.join(', ')}`) : undefined;
}

const subFilters: ReadonlySet<string> = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached']);

function presentCms(document: PdfDocument, coverage: Coverage, { trust }: Beliefs): Partial<Presented> {
  const digestOf = rangeDigest(document.bytes, coverage);
  if (coverage.subFilter === 'ETSI.RFC3161') return { archive: { der: coverage.cms, digestOf } };
  if (!subFilters.has(coverage.subFilter)) throw new PdfError('unknown kind of signature');
  const data = readSignedData(coverage.cms);
  if (data.contentType !== Oid.data || data.content) throw new DerError('detached signature expected');
  return presentData(data, digestOf, trust, coverage.subFilter === 'ETSI.CAdES.detached');
}
