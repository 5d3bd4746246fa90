import { Worker } from 'node:worker_threads';
import type { WriteAnswer, WriteOrder } from './file-writer-thread.ts';

/** Writes small files durably, many together. */
export interface FileWriter {
  /** Resolves when the file and its name are on disk; a name that exists already is left as it is. Rejects with the system's error. */
  write(path: string, bytes: Uint8Array): Promise<void>;
}

interface Waiting {
  readonly path: string;
  readonly bytes: Uint8Array;
  resolve(): void;
  reject(error: Error): void;
}

/** Bytes of one group; what does not fit goes with the next. */
const LARGEST_GROUP = 8 * 1024 * 1024;
/** Groups in hand at a time: while the disk syncs one, another is written. */
const LANES = 2;

/**
 * A thread for all stores of the process, started by the first write. What is asked for while it is at work goes together in
 * the next group. It does not keep the process alive.
 */
export function fileWriter(): FileWriter {
  let thread: Worker | undefined;
  let waiting: Waiting[] = [];
  let scheduled = false;
  let lastId = 0;
  const inHand = new Map<number, readonly Waiting[]>();

  const begin = (): Worker => {
    const { url, execArgv } = threadFile();
    const started = new Worker(url, { execArgv, resourceLimits: { maxOldGenerationSizeMb: 64 } });
    const lost = (error: Error): void => {
      if (thread === started) thread = undefined;
      const groups = [...inHand.values()];
      inHand.clear();
      for (const one of groups.flat()) one.reject(error);
      pump();
    };
    started.on('message', (answer: WriteAnswer) => {
      settle(inHand.get(answer.id) ?? [], answer);
      inHand.delete(answer.id);
      if (inHand.size === 0) started.unref();
      pump();
    });
    started.on('error', lost);
    started.on('exit', () => lost(new Error('the thread that writes files has ended')));
    return started;
  };

  const pump = (): void => {
    scheduled = false;
    while (waiting.length > 0 && inHand.size < LANES) {
      const { group, rest } = cut(waiting);
      waiting = rest;
      lastId += 1;
      inHand.set(lastId, group);
      thread ??= begin();
      thread.ref();
      const order = orderOf(lastId, group);
      thread.postMessage(order, [order.bytes]);
    }
  };

  return {
    write: (path, bytes) =>
      new Promise((resolve, reject) => {
        waiting.push({ path, bytes, resolve, reject });
        if (scheduled || inHand.size >= LANES) return;
        scheduled = true;
        setImmediate(pump);
      }),
  };
}

function cut(waiting: readonly Waiting[]): { group: Waiting[]; rest: Waiting[] } {
  let size = 0;
  const index = waiting.findIndex((one, at) => {
    size += one.bytes.length;
    return at > 0 && size > LARGEST_GROUP;
  });
  return index === -1 ? { group: [...waiting], rest: [] } : { group: waiting.slice(0, index), rest: waiting.slice(index) };
}

/** One block for the whole group: it changes hands without another copy, and the callers keep their bytes. */
function orderOf(id: number, group: readonly Waiting[]): WriteOrder {
  const bytes = new Uint8Array(group.reduce((sum, one) => sum + one.bytes.length, 0));
  let at = 0;
  for (const one of group) {
    bytes.set(one.bytes, at);
    at += one.bytes.length;
  }
  return { id, files: group.map((one) => ({ path: one.path, length: one.bytes.length })), bytes: bytes.buffer };
}

function settle(group: readonly Waiting[], answer: WriteAnswer): void {
  for (const [index, one] of group.entries()) {
    const error = answer.errors[index];
    if (error) one.reject(Object.assign(new Error(error.message), { code: error.code }));
    else one.resolve();
  }
}

/** `.ts` in development and tests, where Node strips the types; `.js` in the built product. */
function threadFile(): { url: URL; execArgv: string[] } {
  if (!import.meta.url.endsWith('.ts')) return { url: new URL('./file-writer-thread.js', import.meta.url), execArgv: [] };
  return { url: new URL('./file-writer-thread.ts', import.meta.url), execArgv: ['--disable-warning=ExperimentalWarning'] };
}
