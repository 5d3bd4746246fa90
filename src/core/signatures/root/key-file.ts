import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, createPrivateKey, type KeyObject, randomBytes, scryptSync } from 'node:crypto';
import { open, readFile, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { canonicalJson } from '#kernel/canonical-json.ts';
import type { Text } from '#kernel/i18n.ts';
import { parse, type Static, Type } from '#kernel/schema.ts';
import { type Certificate, readCertificate } from '../certificates/certificate.ts';
import { publicHalf, type SigningKey } from '../certificates/signing-key.ts';

/** The root's file, or a file of its ceremony, cannot be used; the message is for the operator. */
export class RootFileError extends Error {
  constructor(text: Text) {
    super(`${text.vi} / ${text.en}`);
  }
}

export interface RootKey {
  readonly certificate: Certificate;
  readonly key: SigningKey;
}

const bytes = Type.String({ pattern: '^[A-Za-z0-9+/]+=*$', maxLength: 20_000 });
const KeyFile = Type.Object({
  format: Type.Literal('motcua-root-key-1'),
  certificate: bytes,
  fingerprint: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  scrypt: Type.Object({
    cost: Type.Integer({ minimum: 1024, maximum: 2 ** 20 }),
    blockSize: Type.Integer({ minimum: 8, maximum: 16 }),
    salt: bytes,
  }),
  nonce: bytes,
  sealed: bytes,
});
type KeyFile = Static<typeof KeyFile>;

/** 128 MB and about half a second for each guess at a passphrase. */
const COST = 2 ** 17;
const BLOCK_SIZE = 8;
const TAG_BYTES = 16;
const LEAST_PASSPHRASE = 12;

function secretOf(passphrase: string, { cost, blockSize, salt }: KeyFile['scrypt']): Buffer {
  const maxmem = 256 * cost * blockSize;
  return scryptSync(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, { N: cost, r: blockSize, p: 1, maxmem });
}

/** What the encryption vouches for beside the key: everything readable in the file. */
const boundTo = ({ format, certificate, fingerprint, scrypt }: Omit<KeyFile, 'nonce' | 'sealed'>): Buffer =>
  Buffer.from(canonicalJson({ format, certificate, fingerprint, scrypt }));

/**
 * Writes the root's key under a passphrase (scrypt, AES-256-GCM) into a new file for its owner's eyes only, synced. Throws
 * RootFileError when the passphrase is short or there is such a file already: none is ever overwritten.
 */
export async function writeRootFile(
  path: string,
  { certificate, key }: RootKey & { readonly key: KeyObject },
  passphrase: string,
  cost: number = COST,
): Promise<void> {
  if ([...passphrase].length < LEAST_PASSPHRASE) throw shortPassphrase();
  const head = {
    format: 'motcua-root-key-1' as const,
    certificate: certificate.der.toString('base64'),
    fingerprint: certificate.fingerprint,
    scrypt: { cost, blockSize: BLOCK_SIZE, salt: randomBytes(16).toString('base64') },
  };
  const nonce = randomBytes(12);
  const plain = key.export({ type: 'pkcs8', format: 'der' });
  const cipher = createCipheriv('aes-256-gcm', secretOf(passphrase, head.scrypt), nonce).setAAD(boundTo(head));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  plain.fill(0);
  const text = `${JSON.stringify({ ...head, nonce: nonce.toString('base64'), sealed: sealed.toString('base64') }, null, 2)}\n`;
  await writeNewFile(path, text);
}

/** Writes a new file, synced with its folder, for its owner only; throws RootFileError when there is one. */
export async function writeNewFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new RootFileError({
      vi: `Không ghi được ${path} (${error.code}); tệp đã có thì không bị ghi đè.`,
      en: `cannot write ${path} (${error.code}); a file that exists is not overwritten.`,
    });
  });
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await unlink(path);
    throw error;
  } finally {
    await file.close();
  }
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}

/** Opens the root's file. Throws RootFileError: others may read it, it is damaged, or the passphrase is another. */
export async function readRootFile(path: string, passphrase: string): Promise<RootKey> {
  const { mode } = await stat(path).catch(() => {
    throw new RootFileError({ vi: `Không có tệp ${path}.`, en: `there is no file ${path}.` });
  });
  if ((mode & 0o077) !== 0) {
    throw new RootFileError({
      vi: `Người khác đọc được khóa gốc ${path}: hãy chạy chmod 600 cho tệp này.`,
      en: `others may read the root's key ${path}: run chmod 600 on it.`,
    });
  }
  const stored = parseJson(KeyFile, await readFile(path, 'utf8'), path);
  const sealed = Buffer.from(stored.sealed, 'base64');
  const secret = secretOf(passphrase, stored.scrypt);
  let plain: Buffer;
  try {
    const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(stored.nonce, 'base64'))
      .setAAD(boundTo(stored))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    plain = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new RootFileError({
      vi: `Mật khẩu không đúng, hoặc tệp ${path} đã bị thay đổi.`,
      en: `the passphrase is not the right one, or the file ${path} was changed.`,
    });
  }
  const certificate = readCertificate(Buffer.from(stored.certificate, 'base64'));
  const key = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' });
  plain.fill(0);
  if (!publicHalf(key).equals(certificate.publicKey)) throw damaged(path);
  return { certificate, key };
}

/** JSON of a form; throws RootFileError for anything else. */
export function parseJson<S extends Parameters<typeof parse>[0]>(schema: S, text: string, path: string): Static<S> {
  try {
    const parsed = parse(schema, JSON.parse(text));
    if (parsed.ok) return parsed.value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw damaged(path);
}

const damaged = (path: string): RootFileError =>
  new RootFileError({ vi: `Tệp ${path} bị hỏng hoặc không đúng loại.`, en: `the file ${path} is damaged or of another kind.` });

const shortPassphrase = (): RootFileError =>
  new RootFileError({
    vi: `Mật khẩu của khóa gốc cần ít nhất ${LEAST_PASSPHRASE} ký tự.`,
    en: `the passphrase of the root's key needs at least ${LEAST_PASSPHRASE} characters.`,
  });
