import { Buffer } from 'node:buffer';
import { createECDH, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createOnce } from '#kernel/create-once.ts';

/** Of `<data folder>/secrets/notifications.json`, made on the first start, for its owner's eyes only. */
interface StoredKeys {
  /** 32 bytes, hex: marks links and finds addresses. */
  readonly mark: string;
  /** VAPID (RFC 8292): uncompressed point and scalar on P-256, base64url. Push services know this site by the public one. */
  readonly vapidPublic: string;
  readonly vapidPrivate: string;
}

export interface PostKeys {
  readonly vapid: { readonly publicKey: string; readonly privateKey: string };
  /** 32 bytes that nobody makes without the site's key; the same for the same purpose and text. */
  mark(purpose: string, text: string | Uint8Array): Buffer;
}

let current: PostKeys | undefined;

const FILE = 'notifications.json';

/** Reads the keys of a data folder, making them on the first start. Several processes may start at once. */
export async function openPostKeys(dataFolder: string): Promise<PostKeys> {
  const folder = join(dataFolder, 'secrets');
  const path = join(folder, FILE);
  const text = await readFile(path, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await createOnce(path, `${JSON.stringify(newKeys(), undefined, 2)}\n`);
    return readFile(path, 'utf8');
  });
  if (((await stat(path)).mode & 0o077) !== 0) throw new Error(`others may read the keys ${path}: run chmod 600 on it and start again`);
  current = keysOf(JSON.parse(text) as StoredKeys, path);
  return current;
}

/** The keys opened last: for actions, which are handed a transaction and nothing else. */
export function postKeys(): PostKeys {
  if (!current) throw new Error('the keys of the post are not open: call openPostKeys(dataFolder) at the start');
  return current;
}

function newKeys(): StoredKeys {
  const pair = createECDH('prime256v1');
  const vapidPublic = pair.generateKeys().toString('base64url');
  // A scalar with leading zeros comes out short, and the receivers of the key want 32 bytes.
  const scalar = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32);
  return { mark: randomBytes(32).toString('hex'), vapidPublic, vapidPrivate: scalar.toString('base64url') };
}

function keysOf({ mark, vapidPublic, vapidPrivate }: StoredKeys, path: string): PostKeys {
  const whole = /^[0-9a-f]{64}$/.test(mark) && Buffer.from(vapidPublic, 'base64url').length === 65;
  if (!whole || Buffer.from(vapidPrivate, 'base64url').length !== 32) throw new Error(`${path} is damaged: restore it from the backup`);
  const master = Buffer.from(mark, 'hex');
  const keys = new Map<string, Buffer>();
  const keyOf = (purpose: string): Buffer => {
    const key = keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', master, '', `motcua notifications ${purpose}`, 32));
    keys.set(purpose, key);
    return key;
  };
  return {
    vapid: { publicKey: vapidPublic, privateKey: vapidPrivate },
    mark: (purpose, text) => createHmac('sha256', keyOf(purpose)).update(text).digest(),
  };
}
