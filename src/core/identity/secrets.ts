import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createOnce } from '#kernel/create-once.ts';

/**
 * Keys of `<data folder>/secrets/identity.keys`: one a line, 256 bits in hex, the first in use, the others only
 * to open what they once sealed. To rotate, put a new line on top and restart.
 *
 * The ring is the one piece of state of this process's own: actions are handed a transaction and nothing else.
 * Sealed values name their key, so rings of several data folders live beside each other.
 */
interface Keys {
  readonly id: string;
  readonly seal: Buffer;
  readonly count: Buffer;
  readonly make: Buffer;
}

const ring = new Map<string, Keys>();
let current: Keys | undefined;

const FILE = 'identity.keys';

function keysOf(hex: string): Keys {
  const master = Buffer.from(hex, 'hex');
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', master, '', `motcua identity ${purpose}`, 32));
  return {
    id: createHash('sha256').update(master).digest('hex').slice(0, 8),
    seal: derive('seal'),
    count: derive('count'),
    make: derive('make'),
  };
}

/** Reads the keys of a data folder, making them on the first start. Several processes may start at once. */
export async function loadSecrets(dataFolder: string): Promise<void> {
  const folder = join(dataFolder, 'secrets');
  const path = join(folder, FILE);
  const text = await readFile(path, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await createOnce(path, `${randomBytes(32).toString('hex')}\n`);
    return readFile(path, 'utf8');
  });
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0 || lines.some((line) => !/^[0-9a-f]{64}$/.test(line.trim()))) {
    throw new Error(`${path}: each line must be a key of 64 hex digits; restore the file from the backup`);
  }
  const all = lines.map((line) => keysOf(line.trim()));
  for (const keys of all) ring.set(keys.id, keys);
  current = all[0];
}

function inUse(): Keys {
  if (!current) throw new Error('the identity keys are not loaded: call loadSecrets(dataFolder) at the start');
  return current;
}

/** Encrypts (AES-256-GCM) for storage; `boundTo` is the row it belongs to: copied to another row it does not open. */
export function seal(plain: Uint8Array, boundTo: string): string {
  const keys = inUse();
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keys.seal, nonce).setAAD(Buffer.from(boundTo));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return ['v1', keys.id, Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')].join('.');
}

/** Opens what `seal` made; throws when it was changed, moved to another row, or its key is gone. */
export function unseal(sealed: string, boundTo: string): Buffer {
  const [version, id = '', text = ''] = sealed.split('.');
  const keys = ring.get(id);
  if (version !== 'v1' || !keys) throw new Error(`a secret sealed with key ${id} cannot be opened: the key is not in ${FILE}`);
  const bytes = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keys.seal, bytes.subarray(0, 12))
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}

/** A text as something that can be counted and compared but not read back, even by guessing, without the key. */
export function keyedHash(kind: string, text: string): Buffer {
  return createHmac('sha256', inUse().count).update(`${kind}\n${text}`).digest();
}

/** Without i, l, o, 0 and 1, which are read for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * A secret for a person to copy (four groups of five, 99 bits), the same whenever the same parts are given: the repeat
 * of a form shows the same password again instead of one that does not work.
 */
export function copyableSecret(purpose: string, ...parts: readonly string[]): string {
  const bytes = createHmac('sha512', inUse().make)
    .update(JSON.stringify([purpose, ...parts]))
    .digest();
  const letters: string[] = [];
  for (const byte of bytes) {
    // 248 is the largest multiple of 31 in a byte: above it the letters would not be equally likely.
    if (byte < 248 && letters.length < 20) letters.push(ALPHABET[byte % 31]!);
  }
  return letters.join('').replace(/(.{5})(?=.)/g, '$1-');
}
