import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Text } from '#kernel/i18n.ts';

/** The master key cannot be used; the message is for the operator. */
export class MasterKeyError extends Error {
  constructor(text: Text) {
    super(`${text.vi} / ${text.en}`);
  }
}

/**
 * Reads the 32 bytes of `<data folder>/secrets/master.key` (64 hex digits), making the file on the first start, for its
 * owner's eyes only. Every process of a site needs the same file; who loses it loses all private keys of the site.
 * Throws MasterKeyError when the file is damaged or others may read it.
 */
export async function readMasterKey(dataFolder: string): Promise<Buffer> {
  const folder = join(dataFolder, 'secrets');
  const path = join(folder, 'master.key');
  if (!(await exists(path))) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await createOnce(path);
  }
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) {
    throw new MasterKeyError({
      vi: `Người khác đọc được khóa chủ ${path}: hãy chạy chmod 600 cho tệp này rồi khởi động lại.`,
      en: `others may read the master key ${path}: run chmod 600 on it and start again.`,
    });
  }
  const text = (await readFile(path, 'utf8')).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new MasterKeyError({
      vi: `Khóa chủ ${path} bị hỏng: hãy khôi phục tệp từ bản sao lưu.`,
      en: `the master key ${path} is damaged: restore it from the backup.`,
    });
  }
  return Buffer.from(text, 'hex');
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Written whole and synced under another name, then linked: of two processes that start at once, one file wins. */
async function createOnce(path: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(32).toString('hex')}\n`);
    await handle.sync();
    await handle.close();
    await link(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(temporary);
  }
}
