import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Problem } from '#kernel/problem.ts';
import { workerFile } from '#kernel/worker-file.ts';
import { knownCertificate } from '../certificates/known.ts';
import type { Trust } from '../certificates/chain.ts';
import type { Revocation } from '../certificates/revocation-list.ts';
import type { AnchorStanding } from '../trust/words.ts';
import type { ValidationPolicy } from './policy.ts';
import type { ValidationReport } from './report.ts';
import { kindOf, type ValidationInput } from './validate.ts';

/** What goes to the thread: plain values only. */
export interface Asked {
  readonly input: ValidationInput;
  readonly trust: {
    readonly anchors: readonly Uint8Array[];
    readonly intermediates: readonly Uint8Array[];
    /** By fingerprint. */
    readonly revoked: readonly (readonly [string, Revocation])[];
    /** Fingerprints of certificates about which our records are not the whole truth. */
    readonly outside: readonly string[];
    /** Of anchors of others, by fingerprint. */
    readonly standings: readonly (readonly [string, AnchorStanding])[];
  };
  readonly policy: ValidationPolicy;
  readonly at: Date;
}

export type Answer =
  | { readonly report: ValidationReport; readonly asked: readonly Uint8Array[] }
  /** A fault of ours, never of the file. */
  | { readonly failed: string };

/** Longest time for one file, ms; an honest one of many signatures takes a hundredth. */
const TIMEOUT_MS = 15_000;
const MEMORY_MB = 512;
/** Two at once leave a processor for everything else; more than these would only wait. */
const THREADS = 2;
const MOST_WAITING = 40;

interface Job {
  readonly asked: Asked;
  readonly resolve: (answer: Answer | 'too-long') => void;
}

const waiting: Job[] = [];
const idle: Worker[] = [];
let busy = 0;

/**
 * Judges a file by EN 319 102-1 in a thread of its own, so that a file made to be read without end holds up nobody else:
 * after some seconds, or half a gigabyte, it is given up as `too-long`. Throws a Problem 503 when too many wait.
 */
export async function validate(input: ValidationInput, trust: Trust, policy: ValidationPolicy, at: Date): Promise<ValidationReport> {
  const standings = trust.anchors.flatMap((one) => {
    const standing = trust.standingOf?.(one);
    return standing ? [[one.fingerprint, standing] as const] : [];
  });
  const plain = { anchors: trust.anchors.map((one) => one.der), intermediates: trust.intermediates.map((one) => one.der), standings };
  const first = await judged({ input, trust: { ...plain, revoked: [], outside: [] }, policy, at });
  if (first === 'too-long') return givenUp(input, policy, at);
  // Our records may be long: only the certificates on the paths of this file are looked up, and only if that changes anything is it judged again.
  const named = first.asked.map((der) => knownCertificate(der));
  const revoked = named.flatMap((one) => {
    const revocation = trust.revocationOf(one);
    return revocation ? [[one.fingerprint, revocation] as const] : [];
  });
  const outside = named.filter((one) => trust.recordsCover?.(one) === false).map((one) => one.fingerprint);
  if (revoked.length === 0 && outside.length === 0) return first.report;
  const second = await judged({ input, trust: { ...plain, revoked, outside }, policy, at });
  return second === 'too-long' ? givenUp(input, policy, at) : second.report;
}

function givenUp({ kind, bytes }: ValidationInput, policy: ValidationPolicy, at: Date): ValidationReport {
  const error = 'too-long';
  return { kind: kind ?? kindOf(bytes), overall: 'UNREADABLE', fault: undefined, error, signatures: [], at, policy: policy.id };
}

async function judged(asked: Asked): Promise<Extract<Answer, { report: ValidationReport }> | 'too-long'> {
  if (waiting.length >= MOST_WAITING) throw tooMany();
  const { promise, resolve } = Promise.withResolvers<Answer | 'too-long'>();
  waiting.push({ asked, resolve });
  next();
  const answer = await promise;
  if (answer !== 'too-long' && 'failed' in answer) throw new Error(`validation failed: ${answer.failed}`);
  return answer;
}

function next(): void {
  if (busy >= THREADS) return;
  const job = waiting.shift();
  if (!job) return;
  busy += 1;
  void serve(job).finally(() => {
    busy -= 1;
    next();
  });
}

async function serve(job: Job): Promise<void> {
  try {
    await run(idle.pop() ?? (await start()), job);
  } catch (error) {
    job.resolve({ failed: String(error) });
  }
}

async function start(): Promise<Worker> {
  const { url, execArgv } = workerFile(new URL('./worker.ts', import.meta.url));
  const worker = new Worker(url, { execArgv, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
  await once(worker, 'online');
  return worker;
}

async function run(worker: Worker, job: Job): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<Answer | 'too-long'>();
  const giveUp = (): void => resolve('too-long');
  const timer = setTimeout(giveUp, TIMEOUT_MS);
  worker.once('message', resolve).once('error', giveUp).once('exit', giveUp);
  worker.ref();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage(job.asked);
  const answer = await promise;
  clearTimeout(timer);
  worker.off('message', resolve).off('error', giveUp).off('exit', giveUp);
  if (answer === 'too-long') await worker.terminate();
  else {
    // An idle thread does not keep the process alive.
    worker.unref();
    idle.push(worker);
  }
  job.resolve(answer);
}

function tooMany(): Problem {
  return new Problem({
    slug: 'too-many-validations',
    status: 503,
    title: { vi: 'Đang có quá nhiều văn bản chờ kiểm tra', en: 'Too many documents are waiting to be checked' },
    detail: { vi: 'Hãy thử lại sau ít phút.', en: 'Try again in a few minutes.' },
  });
}
