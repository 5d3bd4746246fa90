import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { HashName } from '../certificates/algorithms.ts';
import type { CoverageReport, Difference } from '../validation/report.ts';
import { isName, openPdf, type PdfDocument } from './document.ts';
import { differences } from './differences.ts';
import { type Coverage, findSignatures, type FoundSignature, readCoverage } from './signatures.ts';
import { isArray, isDict, PdfError } from './values.ts';

/** The digest of the bytes that a signature says it covers. */
export function rangeDigest(bytes: Buffer, coverage: Coverage): (hash: HashName) => Buffer {
  return (hash) =>
    createHash(hash).update(bytes.subarray(0, coverage.gapStart)).update(bytes.subarray(coverage.gapEnd, coverage.end)).digest();
}

const END_MARK = /%%EOF[\r\n]{0,2}$/;

/**
 * What came after a signature. The file as it was signed must be a whole PDF that names this same signature; then it is
 * compared with today's. Throws PdfError when it is not such a file.
 */
export function whatCameAfter(document: PdfDocument, signature: FoundSignature, coverage: Coverage): CoverageReport {
  const { end } = coverage;
  const signed = openPdf(document.bytes.subarray(0, end), document.work);
  const there = findSignatures(signed).find((one) => one.number === signature.number);
  if (!there || readCoverage(signed, there).gapStart !== coverage.gapStart)
    throw new PdfError('the signed state does not name this signature');
  if (!END_MARK.test(signed.bytes.toString('latin1', Math.max(0, end - 16)))) throw new PdfError('the signed state has no end mark');
  const { permission, fields } = permissionOf(signed);
  if (end === document.bytes.length) return { end, wholeFile: true, after: 'nothing', differences: [], permission };
  const found = differences(signed, document);
  const after = kindOfChange(found, signed, document, permission, fields);
  return { end, wholeFile: false, after, differences: found, permission };
}

function kindOfChange(
  found: readonly Difference[],
  signed: PdfDocument,
  document: PdfDocument,
  permission: CoverageReport['permission'],
  locked: boolean,
): CoverageReport['after'] {
  const allowed: ReadonlySet<Difference> = new Set<Difference>([
    'metadata',
    ...((permission ?? 1) >= 2 && !locked ? (['form-filling'] as const) : []),
    ...((permission ?? 1) >= 3 ? (['annotation'] as const) : []),
  ]);
  if (found.some((one) => !allowed.has(one))) return 'other-changes';
  const more = findSignatures(document).slice(findSignatures(signed).length);
  // Level 1 allows what keeps the signature checkable, and nothing that anybody signs (ISO 32000-2 §12.8.2.2.2).
  if (permission === 1 && more.some((one) => !isDocumentStamp(document, one))) return 'other-changes';
  if (found.some((one) => one !== 'metadata')) return 'permitted-changes';
  return more.length === 0 && isProperSaving(signed, document) ? 'validation-data' : 'signatures';
}

function isDocumentStamp(document: PdfDocument, { dict }: FoundSignature): boolean {
  return isName(document.resolve(dict.get('SubFilter')), 'ETSI.RFC3161');
}

function isProperSaving(signed: PdfDocument, document: PdfDocument): boolean {
  const { bytes } = document;
  return document.sections[0]!.offset >= signed.bytes.length && END_MARK.test(bytes.toString('latin1', bytes.length - 16));
}

/** What the signed state says about later changes: by its certification (DocMDP), and whether a signature locks fields. */
function permissionOf(signed: PdfDocument): { permission: CoverageReport['permission']; fields: boolean } {
  const perms = signed.resolve(signed.root.get('Perms'));
  const certification = isDict(perms) ? signed.resolve(perms.get('DocMDP')) : null;
  const level = transforms(signed, certification, 'DocMDP')[0];
  const permission = level === undefined ? undefined : level === 1 || level === 3 ? level : 2;
  const fields = findSignatures(signed).some(({ dict }) => transforms(signed, dict, 'FieldMDP').length > 0);
  return { permission, fields };
}

/** /P of each reference of a signature that uses a method; 2 where it is not said. */
function transforms(document: PdfDocument, signature: unknown, method: string): readonly number[] {
  const dict = isDict(signature as never) ? (signature as ReadonlyMap<string, never>) : undefined;
  const references = document.resolve(dict?.get('Reference'));
  return (isArray(references) ? references : []).flatMap((item) => {
    const reference = document.resolve(item);
    if (!isDict(reference)) return [];
    const named = reference.get('TransformMethod');
    // Some writers leave the method out of a certification; the catalog's /Perms says which it is.
    if (named !== undefined ? !isName(document.resolve(named), method) : method !== 'DocMDP') return [];
    const parameters = document.resolve(reference.get('TransformParams'));
    const level = isDict(parameters) ? document.resolve(parameters.get('P')) : null;
    return [typeof level === 'number' ? level : 2];
  });
}

/**
 * Whether an earlier state of the file named a signature that today's no longer names: somebody took it out before
 * the next one was put on. The earlier states are opened only when the bytes hold more signatures than the form.
 */
export function dropsSignature(document: PdfDocument, found: readonly FoundSignature[]): boolean {
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

/** Whether the bytes bear the remains of a signature, even if no catalog names it. */
export function mentionsSignature(bytes: Buffer): boolean {
  return bytes.includes('ETSI.CAdES.detached') || bytes.includes('/ByteRange') || bytes.includes('adbe.pkcs7');
}
