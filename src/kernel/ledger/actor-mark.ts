import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config.ts';
import { createOnce } from '../create-once.ts';

/**
 * The key of `<data folder>/secrets/ledger.key` (256 bits in hex), by which alone an entry's actor can be told. Kept by the
 * process like the other rings (docs/decisions/0006): what leaves an entry is handed a transaction and nothing else.
 */
let key: KeyObject | undefined;

/**
 * Reads the key, making it on the first start for its owner's eyes only. Every process of a site needs the same file;
 * without it nobody can tell any more which entries are whose, and the ledger verifies as before. Throws ConfigError when
 * the file is damaged or others may read it.
 */
export async function openLedgerKey(dataFolder: string): Promise<void> {
  const path = join(dataFolder, 'secrets', 'ledger.key');
  const found = await stat(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await mkdir(join(dataFolder, 'secrets'), { recursive: true, mode: 0o700 });
    await createOnce(path, `${randomBytes(32).toString('hex')}\n`);
    return stat(path);
  });
  if ((found.mode & 0o077) !== 0)
    throw new ConfigError(
      `Người khác đọc được khóa sổ cái ${path}: hãy chạy chmod 600 cho tệp này rồi khởi động lại. / Others may read the ledger’s key ${path}: run chmod 600 on it and start again.`,
    );
  const text = (await readFile(path, 'utf8')).trim();
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new ConfigError(
      `Khóa sổ cái ${path} bị hỏng: hãy khôi phục tệp từ bản sao lưu. / The ledger’s key ${path} is damaged: restore it from the backup.`,
    );
  // As bytes it would be taken apart anew for each entry.
  key = createSecretKey(text, 'hex');
}

function keyed(purpose: string, text: string): string {
  if (!key) throw new Error('the ledger’s key is not open: call openLedgerKey(dataFolder) at the start');
  return createHmac('sha256', key).update(`${purpose}\n${text}`).digest('hex');
}

/** What an entry says of itself besides who: its actor's mark holds for this entry alone. */
export interface MarkedEntry {
  /** ISO 8601 with milliseconds, UTC. */
  readonly at: string;
  readonly action: string;
  readonly subject: string;
}

/**
 * How an entry names who acted (hex): without the key neither guessed from an account's id nor held against the mark of
 * another entry by the same person. With it the site finds what somebody did, see `entriesOfActor`.
 */
export function actorMark(actor: string, { at, action, subject }: MarkedEntry): string {
  return keyed('actor', JSON.stringify([actor, at, action, subject]));
}

/** How entries name an account that was acted on, as in `account:<mark>` (hex): always the same, and no guess without the key. */
export function accountMark(account: string): string {
  return keyed('account', account);
}
