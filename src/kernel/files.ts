import { hash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileWriter } from './file-writer.ts';
import { Problem } from './problem.ts';

/** Content-addressed files: the name is the SHA-256 of the bytes, so a file is never changed and never stored twice. */
export interface FileStore {
  /**
   * Stores bytes durably (synced) and returns their SHA-256 in hex. Storing the same bytes again costs one look. Who has
   * just computed the SHA-256 of these very bytes may hand it in.
   */
  put(bytes: Uint8Array, sha256?: string): Promise<string>;
  /** The bytes; throws a Problem 404 when there are none of that name, and 500 when they no longer match it. */
  get(sha256: string): Promise<Buffer>;
  has(sha256: string): Promise<boolean>;
}

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

/** Up to here files are copied once more and written by the thread of all small files, many in one go. */
const SMALL = 1024 * 1024;
const small = fileWriter();

/**
 * A folder on this machine: `ab/abcd…`, 256 folders that soon all exist, since making one costs more than filling it.
 * Written under a temporary name, synced, then renamed: never half a file.
 */
export function folderStore(root: string): FileStore {
  const made = new Map<string, Promise<void>>();
  const pathOf = (sha256: string): string => join(root, sha256.slice(0, 2), sha256);
  const exists = (path: string): Promise<boolean> =>
    stat(path).then(
      () => true,
      () => false,
    );

  /** Once a process for each; the folder itself is made to last before anything in it is. */
  function folderFor(path: string): Promise<void> {
    const folder = dirname(path);
    const making = made.get(folder) ?? mkdir(folder, { recursive: true }).then(() => syncFolder(root));
    made.set(folder, making);
    making.catch(() => made.delete(folder));
    return making;
  }

  return {
    has: (sha256) => exists(pathOf(sha256)),

    async get(sha256) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw missing();
      const bytes = await readFile(pathOf(sha256)).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' ? missing() : error;
      });
      if (sha256Hex(bytes) !== sha256) throw damaged();
      return bytes;
    },

    async put(bytes, sha256 = sha256Hex(bytes)) {
      const path = pathOf(sha256);
      if (bytes.length <= SMALL) {
        await folderFor(path);
        await small.write(path, bytes);
      } else if (!(await exists(path))) {
        await folderFor(path);
        await writeDurably(path, bytes);
      }
      return sha256;
    },
  };
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o640);
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
    await handle.close();
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}
