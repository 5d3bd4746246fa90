import { hash, randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { Db } from './db.ts';
import { type FilePart, findPart, knownParts } from './file-bundles.ts';
import { newId } from './id.ts';
import { type IncomingFiles, incomingFiles } from './incoming-files.ts';
import { Problem } from './problem.ts';

/** Content-addressed files: the name is the SHA-256 of the bytes, so a file is never changed and never stored twice. */
export interface FileStore {
  /** Stores bytes durably (synced) and returns their SHA-256 in hex. Storing the same bytes again costs one look. */
  put(bytes: Uint8Array): Promise<string>;
  /**
   * Stores many at the cost of one: durably, one after another in a bundle. They can be read once `keepParts` has named what
   * this returns in a transaction that committed; until then, and for ever when it never does, they are bytes that nothing
   * names. What some bundle holds already is left out.
   */
  putTogether(files: readonly NamedBytes[]): Promise<FilePart[]>;
  /** The bytes; throws a Problem 404 when there are none of that name, and 500 when they no longer match it. */
  get(sha256: string): Promise<Buffer>;
  has(sha256: string): Promise<boolean>;
  /** Length in bytes; throws a Problem 404 when there is none of that name. */
  size(sha256: string): Promise<number>;
  /**
   * The bytes from `start` to `end`, both of them included, as they are read; for what is too large for `get`. Parts of a file
   * cannot be held against its name: a damaged one is not noticed here.
   */
  stream(sha256: string, range?: { readonly start: number; readonly end: number }): Promise<Readable>;
  /** What is too large to be held in memory, on its way into the store. */
  readonly incoming: IncomingFiles;
}

export interface NamedBytes {
  /** Of these very bytes, in hex. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** Of a file in the store. */
const NAME = /^[0-9a-f]{64}$/;

export function sha256Hex(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

function missing(): Problem {
  return new Problem({
    slug: 'file-missing',
    status: 404,
    title: { vi: 'Không có tệp này', en: 'No such file' },
  });
}

function damaged(): Problem {
  return new Problem({
    slug: 'file-damaged',
    status: 500,
    title: { vi: 'Tệp lưu trữ bị hỏng', en: 'The stored file is damaged' },
    detail: {
      vi: 'Nội dung tệp không còn khớp với mã băm của nó. Hệ thống không đưa ra tệp đã bị thay đổi; hãy báo người quản trị khôi phục từ bản sao lưu.',
      en: 'The file no longer matches its hash. A changed file is not handed out; ask the operator to restore it from a backup.',
    },
  });
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function noneWhenMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/**
 * A folder on this machine: `ab/abcd…`, 256 folders that soon all exist, since making one costs more than filling it.
 * Written under a temporary name, synced, then renamed: never half a file. Bundles lie in `bundles/`, spread in the same way;
 * the database, when the store has one, knows what is in them.
 */
export function folderStore(root: string, db?: Db): FileStore {
  const folderFor = folderMaker(root);
  const pathOf = (sha256: string): string => join(root, sha256.slice(0, 2), sha256);
  const bundlePath = (id: string): string => join(root, 'bundles', id.slice(-2), id);

  async function partOf(sha256: string): Promise<Buffer | undefined> {
    const part = db && (await findPart(db, sha256));
    return part && readPart(bundlePath(part.bundle), part).catch(noneWhenMissing);
  }

  const large = largeFiles(root, pathOf, folderFor, { part: partOf, length: async (name) => (db && (await findPart(db, name)))?.length });

  return {
    ...large,

    has: async (sha256) => (await exists(pathOf(sha256))) || (db !== undefined && (await findPart(db, sha256)) !== undefined),

    async get(sha256) {
      if (!NAME.test(sha256)) throw missing();
      const bytes = (await readFile(pathOf(sha256)).catch(noneWhenMissing)) ?? (await partOf(sha256));
      if (!bytes) throw missing();
      if (sha256Hex(bytes) !== sha256) throw damaged();
      return bytes;
    },

    async put(bytes) {
      const sha256 = sha256Hex(bytes);
      const path = pathOf(sha256);
      if (await exists(path)) return sha256;
      await folderFor(path);
      await writeDurably(path, bytes);
      return sha256;
    },

    async putTogether(files) {
      if (!db) throw new Error('a store without a database keeps no bundles');
      const fresh = await unknownOf(db, files);
      const id = newId();
      if (fresh.length > 0) {
        await folderFor(bundlePath(id));
        await writeBundle(bundlePath(id), fresh);
      }
      return partsOf(id, fresh);
    },
  };
}

/** Each file once, without those that some bundle holds already. */
async function unknownOf(db: Db, files: readonly NamedBytes[]): Promise<NamedBytes[]> {
  const byName = new Map(files.map((file) => [file.sha256, file]));
  for (const name of await knownParts(db, [...byName.keys()])) byName.delete(name);
  return [...byName.values()];
}

interface Parts {
  part(sha256: string): Promise<Buffer | undefined>;
  length(sha256: string): Promise<number | undefined>;
}

/** What can be done with files without holding them whole. */
function largeFiles(
  root: string,
  pathOf: (sha256: string) => string,
  folderFor: (path: string) => Promise<void>,
  parts: Parts,
): Pick<FileStore, 'size' | 'stream' | 'incoming'> {
  return {
    incoming: incomingFiles(join(root, 'incoming'), async (from, sha256) => {
      await folderFor(pathOf(sha256));
      await rename(from, pathOf(sha256));
      await syncFolder(dirname(pathOf(sha256)));
    }),

    async size(sha256) {
      if (!NAME.test(sha256)) throw missing();
      const size = (await stat(pathOf(sha256)).catch(noneWhenMissing))?.size ?? (await parts.length(sha256));
      if (size === undefined) throw missing();
      return size;
    },

    async stream(sha256, range = { start: 0, end: Infinity }) {
      if (!NAME.test(sha256)) throw missing();
      if (await exists(pathOf(sha256))) return createReadStream(pathOf(sha256), range);
      const bytes = await parts.part(sha256);
      if (!bytes) throw missing();
      return Readable.from([bytes.subarray(range.start, Math.min(range.end + 1, bytes.length))]);
    },
  };
}

/** Makes a folder once a process; the folder itself is made to last before anything in it is. */
function folderMaker(root: string): (path: string) => Promise<void> {
  const made = new Map<string, Promise<void>>();
  return (path) => {
    const folder = dirname(path);
    const making = made.get(folder) ?? makeFolder(root, folder);
    made.set(folder, making);
    making.catch(() => made.delete(folder));
    return making;
  };
}

async function makeFolder(root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (dirname(folder) !== root) await syncFolder(dirname(folder));
  await syncFolder(root);
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  await writeNew(temporary, (handle) => handle.writeFile(bytes), path);
}

/** Its name is new and nothing names it until a transaction does: there is nothing to rename. */
async function writeBundle(path: string, files: readonly NamedBytes[]): Promise<void> {
  await writeNew(path, async (handle) => {
    // A write may take less than it was given, and writev takes no more than 1,024 pieces.
    if (files.length <= MOST_PIECES) {
      const { bytesWritten } = await handle.writev(files.map((file) => file.bytes));
      if (bytesWritten === files.reduce((sum, file) => sum + file.bytes.length, 0)) return;
      await handle.truncate(0);
    }
    let at = 0;
    for (const { bytes } of files) at += await writeAt(handle, bytes, at);
  });
}

const MOST_PIECES = 1_000;

async function writeAt(handle: FileHandle, bytes: Uint8Array, at: number): Promise<number> {
  for (let done = 0; done < bytes.length;) done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  return bytes.length;
}

async function writeNew(path: string, fill: (handle: FileHandle) => Promise<void>, finalPath = path): Promise<void> {
  const handle = await open(path, 'wx', 0o640);
  try {
    await fill(handle);
    await handle.datasync();
    await handle.close();
    if (finalPath !== path) await rename(path, finalPath);
    await syncFolder(dirname(finalPath));
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(path).catch(() => undefined);
    throw error;
  }
}

function partsOf(bundle: string, files: readonly NamedBytes[]): FilePart[] {
  let start = 0;
  return files.map(({ sha256, bytes }) => {
    const part = { sha256, bundle, start, length: bytes.length };
    start += bytes.length;
    return part;
  });
}

async function readPart(path: string, { start, length }: FilePart): Promise<Buffer> {
  const handle = await open(path, constants.O_RDONLY);
  try {
    const bytes = Buffer.allocUnsafeSlow(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await handle.read(bytes, done, length - done, start + done);
      if (bytesRead === 0) throw damaged();
      done += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
