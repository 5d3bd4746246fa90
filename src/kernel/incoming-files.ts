import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isId, newId } from './id.ts';
import { notFound, Problem } from './problem.ts';

/**
 * Files too large to be held in memory: they come in pieces, over as many connections as it takes, and can be read at any
 * place before they are kept. What is never kept is removed by `forget`.
 */
export interface IncomingFiles {
  /** Makes room for one; returns its id. */
  begin(): Promise<string>;
  /** How much of it has come and is on the disk; a Problem 404 when there is none. */
  length(id: string): Promise<number>;
  /**
   * Writes what comes next and returns the new length. Whatever has come stays when the source breaks off. A Problem 409
   * when `at` is not its length, 413 when it would grow beyond `most` bytes.
   */
  append(id: string, at: number, source: AsyncIterable<Uint8Array>, most: number): Promise<number>;
  /** At most `length` bytes from `at` on; fewer at its end. */
  read(id: string, at: number, length: number): Promise<Buffer>;
  /** Writes over bytes that have come. */
  overwrite(id: string, at: number, bytes: Uint8Array): Promise<void>;
  /** Makes it a file of the store and returns its SHA-256 in hex; it is then no longer incoming. */
  keep(id: string): Promise<string>;
  drop(id: string): Promise<void>;
  /** Removes those into which nothing has come since an instant; returns how many. */
  forget(before: Date): Promise<number>;
}

/** A folder of incoming files; `place` puts a whole one where the store looks for it. */
export function incomingFiles(folder: string, place: (path: string, sha256: string) => Promise<void>): IncomingFiles {
  const alone = oneAtATime();
  const pathOf = (id: string): string => {
    if (!isId(id)) throw notFound();
    return join(folder, id);
  };

  return {
    async begin() {
      const id = newId();
      await mkdir(folder, { recursive: true });
      await (await open(join(folder, id), 'wx', 0o640)).close();
      return id;
    },

    length: (id) => sizeOf(pathOf(id)),

    append: (id, at, source, most) =>
      alone(id, async () => {
        if ((await sizeOf(pathOf(id))) !== at) throw outOfStep();
        return withFile(pathOf(id), 'r+', (handle) => writeFrom(handle, at, source, most));
      }),

    read: (id, at, length) => withFile(pathOf(id), 'r', (handle) => readAt(handle, at, length)),

    overwrite: (id, at, bytes) => withFile(pathOf(id), 'r+', (handle) => handle.write(bytes, 0, bytes.length, at).then(() => undefined)),

    keep: (id) =>
      alone(id, async () => {
        await withFile(pathOf(id), 'r+', (handle) => handle.datasync());
        const sha256 = await hashOf(pathOf(id));
        await place(pathOf(id), sha256);
        return sha256;
      }),

    drop: (id) => unlink(pathOf(id)).catch(ignoreMissing),

    forget: (before) => forgetIn(folder, before),
  };
}

/** Two pieces of one file at once would be written over each other. */
function oneAtATime(): <T>(id: string, work: () => Promise<T>) => Promise<T> {
  const busy = new Set<string>();
  return async (id, work) => {
    if (busy.has(id)) throw outOfStep();
    busy.add(id);
    try {
      return await work();
    } finally {
      busy.delete(id);
    }
  };
}

async function forgetIn(folder: string, before: Date): Promise<number> {
  const names = await readdir(folder).catch(ignoreMissing);
  let gone = 0;
  for (const name of names ?? []) {
    const { mtimeMs } = await stat(join(folder, name));
    if (mtimeMs >= before.getTime()) continue;
    await unlink(join(folder, name)).catch(ignoreMissing);
    gone += 1;
  }
  return gone;
}

async function writeFrom(handle: FileHandle, at: number, source: AsyncIterable<Uint8Array>, most: number): Promise<number> {
  let end = at;
  try {
    for await (const bytes of source) {
      if (end + bytes.length > most) throw tooLarge();
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, end + done);
        done += bytesWritten;
      }
      end += bytes.length;
    }
  } finally {
    // What the sender is told has come must still be there after a power cut.
    await handle.datasync();
  }
  return end;
}

async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

async function withFile<T>(path: string, flags: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, flags).catch(ignoreMissing);
  if (!handle) throw notFound();
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(ignoreMissing);
  if (!found) throw notFound();
  return found.size;
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function outOfStep(): Problem {
  return new Problem({
    slug: 'upload-out-of-step',
    status: 409,
    title: { vi: 'Phần gửi lên không nối tiếp phần đã nhận', en: 'This piece does not follow what has come' },
    detail: {
      vi: 'Hãy hỏi lại đã nhận được bao nhiêu byte rồi gửi tiếp từ đó.',
      en: 'Ask how many bytes have come and go on from there.',
    },
  });
}

function tooLarge(): Problem {
  return new Problem({
    slug: 'too-large',
    status: 413,
    title: { vi: 'Tệp quá lớn', en: 'The file is too large' },
    detail: { vi: 'Tệp vượt quá mức cho phép.', en: 'The file is larger than what is allowed.' },
  });
}
