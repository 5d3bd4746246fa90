import type { Buffer } from 'node:buffer';
import { WeakAlgorithmError } from '../certificates/algorithms.ts';
import type { Context } from './context.ts';
import { Evidence, type Item } from './evidence.ts';
import { judgeAll, type Presented } from './process.ts';
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

/** A signature with the revocation data that travels inside it. */
export interface WithEvidence {
  readonly presented: Presented;
  readonly crls: readonly Buffer[];
  readonly ocsps: readonly Buffer[];
}

/** Judges signatures that carry their evidence inside and stand beside each other. */
export function judgeTogether(found: readonly WithEvidence[], beliefs: Beliefs): readonly SignatureReport[] {
  const items = (ders: readonly Buffer[]): Item[] => ders.map((der) => ({ der, end: 0 }));
  const evidence = new Evidence(
    [],
    found.flatMap((one) => items(one.ocsps)),
    found.flatMap((one) => items(one.crls)),
  );
  return judgeAll(
    found.map((one) => one.presented),
    { ...beliefs, evidence },
  );
}
