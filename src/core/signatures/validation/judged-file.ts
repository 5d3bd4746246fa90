import { WeakAlgorithmError } from '../certificates/algorithms.ts';
import type { Context } from './context.ts';
import { Evidence, type Item } from './evidence.ts';
import { judgeAll, type Presented } from './process.ts';
import type { PresentedToken } from './timestamps.ts';
import { type Fault, faultOf, type FileError, type Format, type SignatureReport } from './report.ts';

/** What a reader of a format says of a whole file. */
export interface JudgedFile {
  readonly signatures: readonly SignatureReport[];
  /** Of the file as a whole, whatever its signatures say. */
  readonly fault?: Fault | undefined;
  readonly error?: FileError | undefined;
}

/** What a validation is judged by before the file's own evidence is read. */
export type Beliefs = Omit<Context, 'evidence'>;

/** A signature of which nothing is known yet. */
export function unread(name: string, format: Format): Presented {
  return {
    name,
    format,
    signer: undefined,
    pool: [],
    hash: undefined,
    fault: undefined,
    strays: [],
    tokens: [],
    start: 0,
    end: 0,
    coverage: undefined,
  };
}

/** Bytes that are no signature of a kind we read, or one of an algorithm that counts no more. */
export function unreadableFault(error: Error): Fault {
  return faultOf(error instanceof WeakAlgorithmError ? 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' : 'FORMAT_FAILURE', error.message);
}

/** A signature with the evidence that travels inside it. */
export interface WithEvidence {
  readonly presented: Presented;
  readonly crls: readonly Item[];
  readonly ocsps: readonly Item[];
  /** Archive time-stamps over it and its evidence, in the order in which they were made. */
  readonly archives: readonly Presented[];
}

/** A signature that cannot be read any further. */
export function withoutEvidence(presented: Presented): WithEvidence {
  return { presented, crls: [], ocsps: [], archives: [] };
}

/**
 * Judges signatures that carry their evidence inside and stand beside each other. An archive time-stamp proves only the
 * signature that it belongs to, so that each of those is judged by itself, with the others' evidence as of today.
 */
export function judgeTogether(found: readonly WithEvidence[], beliefs: Beliefs): readonly SignatureReport[] {
  const archived = found.filter((one) => one.archives.length > 0);
  const plain = found.filter((one) => one.archives.length === 0);
  const reports = new Map(plain.length > 0 ? together(plain, archived, beliefs) : []);
  for (const one of archived) {
    const others = found.filter((other) => other !== one);
    for (const [presented, report] of together([one], others, beliefs)) reports.set(presented, report);
  }
  return found.flatMap((one) => [one.presented, ...one.archives]).map((presented) => reports.get(presented)!);
}

function together(judged: readonly WithEvidence[], beside: readonly WithEvidence[], beliefs: Beliefs): [Presented, SignatureReport][] {
  const today = (items: readonly Item[]): Item[] => items.map(({ der }) => ({ der, end: 0 }));
  const evidence = new Evidence(
    [],
    [...judged.flatMap((one) => one.ocsps), ...beside.flatMap((one) => today(one.ocsps))],
    [...judged.flatMap((one) => one.crls), ...beside.flatMap((one) => today(one.crls))],
  );
  const all = judged.flatMap((one) => [one.presented, ...one.archives]);
  return judgeAll(all, { ...beliefs, evidence }).map((report, index) => [all[index]!, report]);
}

/** Where in a signature's own order things stand: it first, then evidence and archive time-stamps; see `Presented.end`. */
export const SIGNATURE_END = 1;

/** An archive time-stamp at its place: over whatever stands before it. */
export function archiveAt(place: number, token: PresentedToken, format: Format, fault: Fault | undefined): Presented {
  return { ...unread('', format), archive: token, start: place, end: place, fault };
}
