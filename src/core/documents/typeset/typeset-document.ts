import { Worker } from 'node:worker_threads';
import { refused } from '#kernel/problem.ts';
import { workerFile } from '#kernel/worker-file.ts';
import type { Typeset, TypesetCopy } from './compiler.ts';
import { certificationData, type CertificationInput, type CertifiedCopyData, markData, type MarkInput } from './certified-copy.ts';
import type { CopyData } from './copy-data.ts';
import { type PageData, pageData, type TypesetInput } from './input.ts';
import { copyData, type CopyInput } from './marked-copy.ts';

/** Longest time a document may take; the longest real decree at hand (540 pages) takes 3 s. */
const TIMEOUT_MS = 60_000;

/** What the thread is given to set. */
export type Asked =
  | { readonly kind: 'document'; readonly data: PageData }
  | { readonly kind: 'copy'; readonly data: CopyData }
  | { readonly kind: 'certified'; readonly data: CertifiedCopyData };

interface Answer {
  readonly id: number;
  readonly typeset?: TypesetCopy;
  readonly error?: string;
  readonly characters?: readonly string[];
}

interface Waiting {
  resolve(typeset: TypesetCopy): void;
  reject(error: Error): void;
}

let worker: Worker | undefined;
let count = 0;
const waiting = new Map<number, Waiting>();

/**
 * Sets the pages of an official document as annex I of Decree 30/2020 asks and returns the PDF with the places for
 * the two signatures. The work is done in a thread of its own. Throws a refusal when the text has characters that
 * cannot be printed; user text is never read as markup.
 */
export async function typesetDocument(input: TypesetInput): Promise<Typeset> {
  return (await typeset({ kind: 'document', data: pageData(input) })) as Typeset;
}

/** Sets the pages of a copy for one reader, marked on each; fails as `typesetDocument` does. */
export function typesetCopy(input: CopyInput): Promise<TypesetCopy> {
  return typeset({ kind: 'copy', data: copyData(input) });
}

/** Sets the lines of the agency's digital signature on an electronic copy: one page of their size, with nothing behind them. */
export function typesetMark(input: MarkInput): Promise<TypesetCopy> {
  return typeset({ kind: 'certified', data: markData(input) });
}

/** Sets the end of a copy whose pages are made anew, with the places for the two signatures. */
export async function typesetCertification(input: CertificationInput): Promise<Typeset> {
  return (await typeset({ kind: 'certified', data: certificationData(input) })) as Typeset;
}

async function typeset(asked: Asked): Promise<TypesetCopy> {
  const id = (count += 1);
  worker ??= startWorker();
  const { promise, resolve, reject } = Promise.withResolvers<TypesetCopy>();
  waiting.set(id, { resolve, reject });
  const timer = setTimeout(() => stop(new Error('typesetting took too long')), TIMEOUT_MS);
  worker.ref();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage({ id, asked });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    waiting.delete(id);
    // An idle thread does not keep the process alive.
    if (waiting.size === 0) worker?.unref();
  }
}

function startWorker(): Worker {
  const { url, execArgv } = workerFile(new URL('./worker.ts', import.meta.url));
  const started = new Worker(url, { execArgv, resourceLimits: { maxOldGenerationSizeMb: 512 } });
  started.on('message', onAnswer);
  started.on('error', (error) => stop(error as Error));
  return started;
}

function onAnswer(answer: Answer): void {
  const asked = waiting.get(answer.id);
  if (answer.typeset) asked?.resolve({ ...answer.typeset, pdf: Buffer.from(answer.typeset.pdf) });
  else asked?.reject(answer.characters ? unprintable(answer.characters) : new Error(answer.error));
}

/** Ends the thread and everything that waits for it; the next document starts another. */
function stop(error: Error): void {
  const ended = worker;
  worker = undefined;
  for (const asked of waiting.values()) asked.reject(error);
  void ended?.terminate();
}

function unprintable(characters: readonly string[]): Error {
  const list = characters.slice(0, 10).join(' ');
  return refused([
    {
      code: 'unprintable-characters',
      message: {
        vi: `Phông chữ của văn bản hành chính không có ký tự: ${list}. Hãy thay bằng ký tự khác.`,
        en: `The typeface of official documents has no sign for: ${list}. Use other characters.`,
      },
      field: 'markdown',
    },
  ]);
}
