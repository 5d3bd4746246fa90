import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fdatasync, fsync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { parentPort } from 'node:worker_threads';

/** Files to be made durable together; their bytes stand one after another in `bytes`. */
export interface WriteOrder {
  readonly id: number;
  readonly files: readonly { readonly path: string; readonly length: number }[];
  readonly bytes: ArrayBuffer;
}

/** What became of each file of an order, in its order: null, or the operating system's words. */
export interface WriteAnswer {
  readonly id: number;
  readonly errors: readonly ({ readonly message: string; readonly code: string | undefined } | null)[];
}

interface Opened {
  readonly path: string;
  readonly temporary: string;
  readonly handle: number;
}

const syncData = promisify(fdatasync);
const syncAll = promisify(fsync);

/** Under a temporary name: never half a file. Undefined: a file of this name, and so of these bytes, is there. */
function begin(path: string, bytes: Uint8Array): Opened | undefined {
  if (existsSync(path)) return undefined;
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const opened = { path, temporary, handle: openSync(temporary, 'wx', 0o640) };
  try {
    writeFileSync(opened.handle, bytes);
    return opened;
  } catch (error) {
    abandon(opened);
    throw error;
  }
}

function abandon({ handle, temporary }: Opened): void {
  closeSync(handle);
  unlinkSync(temporary);
}

async function finish(opened: Opened): Promise<void> {
  try {
    await syncData(opened.handle);
  } catch (error) {
    abandon(opened);
    throw error;
  }
  closeSync(opened.handle);
  renameSync(opened.temporary, opened.path);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = openSync(folder, 'r');
  try {
    await syncAll(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * All are written before the first is synced, and each folder is synced once: the disk has the whole group to arrange, and
 * system calls made here in a row cost a tenth of those that each wait for a turn of the thread pool.
 */
async function carryOut({ id, files, bytes }: WriteOrder): Promise<WriteAnswer> {
  const errors: (WriteAnswer['errors'][number] | undefined)[] = files.map(() => undefined);
  const failed = (index: number) => (error: NodeJS.ErrnoException) => {
    errors[index] = { message: error.message, code: error.code };
  };
  const started: Promise<void>[] = [];
  const folders = new Set<string>();
  let at = 0;
  const opened = files.map(({ path, length }, index) => {
    const own = new Uint8Array(bytes, at, length);
    at += length;
    folders.add(dirname(path));
    try {
      return begin(path, own);
    } catch (error) {
      failed(index)(error as NodeJS.ErrnoException);
      return undefined;
    }
  });
  opened.forEach((one, index) => {
    if (one) started.push(finish(one).catch(failed(index)));
  });
  await Promise.all(started);
  const unsynced = await Promise.allSettled([...folders].map(syncFolder));
  const lost = unsynced.find((result) => result.status === 'rejected');
  if (lost) files.forEach((_file, index) => errors[index] ?? failed(index)(lost.reason as NodeJS.ErrnoException));
  return { id, errors: errors.map((error) => error ?? null) };
}

parentPort?.on('message', (order: WriteOrder) => {
  void carryOut(order).then((answer) => parentPort?.postMessage(answer));
});
