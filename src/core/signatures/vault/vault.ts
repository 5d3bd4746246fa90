import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, createHash, createPrivateKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import type { Certificate } from '../certificates/certificate.ts';
import type { Revocation } from '../certificates/revocation-list.ts';
import type { CmsSigner } from '../cms/signer.ts';
import type { OcspSigner } from '../ocsp/answer.ts';
import { KeptLists } from '../revocation/kept-lists.ts';
import { connectToken } from '../token/pkcs11.ts';
import type { Token, TokenSettings } from '../token/token.ts';
import { MasterKeyError, readMasterKey } from './master-key.ts';

/** A private key, or another secret, as it is stored. */
export interface SealedKey {
  readonly master_key: string;
  readonly nonce: Buffer;
  readonly sealed: Buffer;
}

/** Encrypts secrets of one purpose under a key of their own, each bound to the id of its row. */
export interface SecretBox {
  seal(secret: Uint8Array, id: string): SealedKey;
  /** Throws MasterKeyError when another master key sealed it, Error when it was changed or moved. */
  open(stored: SealedKey, id: string): Buffer;
}

/**
 * Opens and closes private keys, and keeps those opened in this process's memory, as key objects only.
 * What is kept is found by ids that the database gave, so a transaction rolled back leaves nothing that could be used.
 */
export interface Vault {
  readonly keyId: string;
  /** Address of `/pki`, for the pointers in certificates; absent: certificates carry none. */
  readonly pointers: string | undefined;
  /** Where keys of some certificates lie; absent: all are sealed in the database. */
  readonly token: Token | undefined;
  /** Encrypts a private key, bound to the id of its certificate's row. */
  seal(key: KeyObject, certificateId: string): SealedKey;
  /** Throws MasterKeyError when another master key sealed it, Error when it was changed or moved. */
  open(stored: SealedKey, certificateId: string): KeyObject;
  /** For secrets that are no private keys of certificates, such as a platform's access tokens. `purpose` parts their keys. */
  box(purpose: string): SecretBox;
  /** By row id: certificates, ready signers, and responders by their authority's row id. */
  readonly certificates: Map<string, Certificate>;
  readonly signers: Map<string, CmsSigner>;
  readonly responders: Map<string, OcspSigner>;
  /** Revocation lists lately served. */
  readonly lists: KeptLists;
  /** Who stamps, as last looked up. */
  stamper: { readonly signer: CmsSigner; readonly lookedAt: number } | undefined;
  /** The revocations known, up to a status change. */
  readonly revocations: { upTo: number; readonly bySerial: Map<string, Revocation> };
}

const TAG_BYTES = 16;

const vaults = new Map<string, Promise<Vault>>();
let current: Vault | undefined;

/**
 * Opens the vault of a data folder, once per process; later calls give the same one. Call it at the start.
 * `publicUrl`: address under which strangers reach `/pki`, for pointers in certificates. `token`: where keys of some
 * certificates shall lie; throws TokenError when it cannot be used.
 */
export async function openVault(dataFolder: string, publicUrl?: string, token?: TokenSettings): Promise<Vault> {
  let opening = vaults.get(dataFolder);
  if (!opening) {
    opening = readMasterKey(dataFolder).then(async (master) => createVault(master, publicUrl, token && (await connectToken(token))));
    vaults.set(dataFolder, opening);
    opening.catch(() => vaults.delete(dataFolder));
  }
  current = await opening;
  return current;
}

/** The vault opened last: for actions, which are handed a transaction and nothing else. */
export function theVault(): Vault {
  if (!current) throw new Error('the vault is not open: call openVault(dataFolder) at the start');
  return current;
}

/** A vault over a master key of 32 bytes. */
export function createVault(master: Buffer, publicUrl?: string, token?: Token): Vault {
  const keyId = createHash('sha256').update(master).digest('hex').slice(0, 16);
  const keys = secretBox(master, keyId, 'motcua signatures private keys');
  return {
    keyId,
    pointers: publicUrl && `${publicUrl}/pki`,
    token,
    certificates: new Map(),
    signers: new Map(),
    responders: new Map(),
    lists: new KeptLists(),
    stamper: undefined,
    revocations: { upTo: 0, bySerial: new Map() },
    box: (purpose) => secretBox(master, keyId, `motcua ${purpose}`),
    seal(key, certificateId) {
      const plain = key.export({ type: 'pkcs8', format: 'der' });
      const sealed = keys.seal(plain, certificateId);
      plain.fill(0);
      return sealed;
    },
    open(stored, certificateId) {
      const plain = keys.open(stored, certificateId);
      const key = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' });
      plain.fill(0);
      return key;
    },
  };
}

function secretBox(master: Buffer, keyId: string, purpose: string): SecretBox {
  const secret = Buffer.from(hkdfSync('sha256', master, '', purpose, 32));
  return {
    seal(plain, id) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(Buffer.from(id));
      return { master_key: keyId, nonce, sealed: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]) };
    },
    open(stored, id) {
      if (stored.master_key !== keyId) throw otherMaster(stored.master_key, keyId);
      const body = stored.sealed.subarray(0, -TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', secret, stored.nonce)
        .setAAD(Buffer.from(id))
        .setAuthTag(stored.sealed.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(body), decipher.final()]);
    },
  };
}

function otherMaster(wanted: string, have: string): MasterKeyError {
  return new MasterKeyError({
    vi: `Khóa riêng trong cơ sở dữ liệu được niêm bằng khóa chủ ${wanted}, nhưng thư mục dữ liệu có khóa chủ ${have}. Hãy đặt lại đúng tệp secrets/master.key.`,
    en: `the private keys in the database were sealed with master key ${wanted}, but the data folder holds ${have}. Put the right secrets/master.key back.`,
  });
}
