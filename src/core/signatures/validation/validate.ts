import { Buffer } from 'node:buffer';
import type { Trust } from '../certificates/chain.ts';
import { judgeAsice } from './asice.ts';
import { judgeCms } from './cms.ts';
import type { Beliefs, JudgedFile } from './judged-file.ts';
import { judgePdf } from './pdf.ts';
import type { ValidationPolicy } from './policy.ts';
import { judgeXml } from './xml.ts';
import { type Fault, type FileKind, indicationOf, type SignatureReport, type ValidationReport } from './report.ts';

/** A file to be judged. */
export interface ValidationInput {
  readonly bytes: Buffer;
  /** Absent: found out from the bytes. */
  readonly kind?: FileKind | undefined;
  /** What was signed, where the signature stands in a file of its own. `name`: by which a signature refers to it. */
  readonly detached?: readonly { readonly name?: string | undefined; readonly bytes: Buffer }[] | undefined;
}

/** What kind of signed file the bytes are; `undefined`: none that we know. */
export function kindOf(bytes: Buffer): FileKind | undefined {
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'pdf';
  if (bytes.toString('latin1', 0, 2) === 'PK') return 'asice';
  if (bytes[0] === 0x30) return 'cms';
  return /^(\u00ef\u00bb\u00bf)?\s*</.test(bytes.toString('latin1', 0, 64)) ? 'xml' : undefined;
}

/**
 * Judges a PDF, CAdES or XAdES file by EN 319 102-1 in this thread. Never throws for what is in the file; its cost is
 * bounded but may be seconds: what strangers send goes through `validate`, which does the same in a thread of its own.
 */
export function judgeFile(input: ValidationInput, trust: Trust, policy: ValidationPolicy, at: Date): ValidationReport {
  const kind = input.kind ?? kindOf(input.bytes);
  return reportOf(kind, judgeAs(kind, input, { trust, policy, at }), policy, at);
}

/** `judgeFile` for containers too. */
export async function judgeAnyFile(input: ValidationInput, trust: Trust, policy: ValidationPolicy, at: Date): Promise<ValidationReport> {
  const kind = input.kind ?? kindOf(input.bytes);
  if (kind !== 'asice') return judgeFile(input, trust, policy, at);
  return reportOf(kind, await judgeAsice(input.bytes, { trust, policy, at }), policy, at);
}

/** A report on signatures that were judged. */
export function reportOf(
  kind: FileKind | undefined,
  { signatures, fault, error }: JudgedFile,
  policy: ValidationPolicy,
  at: Date,
): ValidationReport {
  const deciding = fault ? undefined : decidingOf(signatures);
  return {
    kind,
    overall: overallOf(signatures, fault, error !== undefined),
    fault: fault ?? deciding?.fault,
    error,
    signatures,
    at,
    policy: policy.id,
  };
}

function judgeAs(kind: FileKind | undefined, { bytes, detached }: ValidationInput, beliefs: Beliefs): JudgedFile {
  if (kind === 'pdf') return judgePdf(bytes, beliefs);
  if (kind === 'cms') return judgeCms(bytes, detached?.[0]?.bytes, beliefs);
  if (kind === 'xml') return judgeXml(bytes, (uri) => fileNamed(uri, detached), beliefs);
  return { signatures: [], error: 'unknown-kind' };
}

/** By the name that the signature uses; a single file without a name is what it must be about, or its digest will not fit. */
function fileNamed(uri: string, detached: ValidationInput['detached'] = []): Buffer | undefined {
  const [only] = detached;
  const named = detached.find((one) => one.name === uri || (one.name !== undefined && encodeURIComponent(one.name) === uri));
  return named?.bytes ?? (detached.length === 1 && only?.name === undefined ? only?.bytes : undefined);
}

const severity = { 'TOTAL-PASSED': 0, INDETERMINATE: 1, 'TOTAL-FAILED': 2 } as const;

/**
 * The signature by which the file stands or falls: the first of the worst. A time-stamp over the file that has lost its
 * own proof takes nothing from the signatures; one that does not hold shows that the file was changed.
 */
function decidingOf(signatures: readonly SignatureReport[]): SignatureReport | undefined {
  const counting = signatures.filter((one) => one.kind === 'signature' || one.indication === 'TOTAL-FAILED');
  return counting.toSorted((a, b) => severity[b.indication] - severity[a.indication])[0];
}

function overallOf(signatures: readonly SignatureReport[], fault: Fault | undefined, failed: boolean): ValidationReport['overall'] {
  if (fault) return indicationOf(fault);
  if (failed) return 'UNREADABLE';
  return decidingOf(signatures)?.indication ?? 'NOT-SIGNED';
}
