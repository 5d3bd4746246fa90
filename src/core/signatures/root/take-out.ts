import { randomBytes, KeyObject } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import type { Db } from '#kernel/db.ts';
import { verifies } from '../certificates/algorithms.ts';
import { signWith } from '../certificates/signing-key.ts';
import { ensureAuthority } from '../vault/authority.ts';
import { findKey } from '../vault/store.ts';
import type { Vault } from '../vault/vault.ts';
import { readRootFile, RootFileError, type RootKey, writeRootFile } from './key-file.ts';

export interface TakenOut {
  readonly fingerprint: string;
  readonly subject: string;
}

/**
 * Writes the root's key into an encrypted file, reads it back, and proves by a signature that it is the root's. The copy here
 * is for `takeRootOffline` to destroy, and only after this. Throws RootFileError, leaving no file that was not proven.
 */
export async function writeRootOut(db: Db, vault: Vault, path: string, passphrase: string, cost?: number): Promise<TakenOut> {
  const { root } = await ensureAuthority(db, vault);
  const key = await findKey(db, vault, root.id);
  if (!(key instanceof KeyObject)) throw notHere(key !== undefined);
  await writeRootFile(path, { certificate: root.certificate, key }, passphrase, cost);
  try {
    const again = await readRootFile(path, passphrase);
    const challenge = randomBytes(32);
    if (!verifies(challenge, signWith(again.key, challenge), root.certificate.publicKey, { key: 'ec', hash: 'sha256' })) throw notProven();
  } catch (error) {
    await unlink(path);
    throw error;
  }
  return { fingerprint: root.certificate.fingerprint, subject: root.certificate.subject.commonName };
}

/** The root with its key while that lies here. Throws RootFileError when it does not. */
export async function rootInVault(db: Db, vault: Vault): Promise<RootKey> {
  const { root } = await ensureAuthority(db, vault);
  const key = await findKey(db, vault, root.id);
  if (!key) throw notHere(false);
  return { certificate: root.certificate, key };
}

const notHere = (inToken: boolean): RootFileError =>
  inToken
    ? new RootFileError({
        vi: 'Khóa gốc nằm trong thiết bị PKCS #11 và không lấy ra được.',
        en: 'the root’s key lies in a PKCS #11 token and cannot be taken out.',
      })
    : new RootFileError({ vi: 'Khóa gốc không còn ở đây.', en: 'the root’s key is not here any more.' });

const notProven = (): RootFileError =>
  new RootFileError({ vi: 'Khóa đọc lại từ tệp không ký được thay cho gốc.', en: 'the key read back does not sign as the root does.' });
