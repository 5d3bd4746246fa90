import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { type ClientAuth, ClientSecretPost, PrivateKeyJwt } from 'openid-client';
import { ConfigError } from '#kernel/config.ts';

/**
 * How this site proves itself at a provider, from a file: a private key in PEM or as a JWK (its `kid` goes along) makes it
 * `private_key_jwt`; any other text is a client secret. Throws ConfigError when others may read the file.
 */
export async function readCredential(path: string): Promise<ClientAuth> {
  const text = await readOwned(path);
  const key = keyOf(text, path);
  if (!key) return ClientSecretPost(text.trim());
  const { object, kid } = key;
  const algorithm = importAlgorithm(object, path);
  const der = object.export({ type: 'pkcs8', format: 'der' });
  const imported = await crypto.subtle.importKey('pkcs8', new Uint8Array(der), algorithm, false, ['sign']);
  return PrivateKeyJwt(kid === undefined ? imported : { key: imported, kid });
}

/** The file's text; refuses a file that others than its owner can read. */
async function readOwned(path: string): Promise<string> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(`Không đọc được tệp khóa ${path} (${error.code}) / cannot read the key file ${path} (${error.code})`);
  });
  if ((found.mode & 0o077) !== 0) {
    throw new ConfigError(`Người khác đọc được tệp khóa ${path}: chmod 600 / others may read the key file ${path}: chmod 600`);
  }
  return readFile(path, 'utf8');
}

function keyOf(text: string, path: string): { object: KeyObject; kid: string | undefined } | undefined {
  const bare = text.trim();
  try {
    if (bare.startsWith('-----BEGIN')) return { object: createPrivateKey(bare), kid: undefined };
    if (!bare.startsWith('{')) return undefined;
    const jwk = JSON.parse(bare) as JsonWebKey;
    return { object: createPrivateKey({ key: jwk, format: 'jwk' }), kid: typeof jwk['kid'] === 'string' ? jwk['kid'] : undefined };
  } catch {
    throw new ConfigError(`Tệp khóa ${path} không phải khóa riêng dùng được / the key file ${path} holds no usable private key`);
  }
}

/** ES256 for P-256, EdDSA for Ed25519, PS256 for RSA: what FAPI 2 allows. */
function importAlgorithm(key: KeyObject, path: string): EcKeyImportParams | RsaHashedImportParams | { name: string } {
  if (key.asymmetricKeyType === 'rsa') return { name: 'RSA-PSS', hash: 'SHA-256' };
  if (key.asymmetricKeyType === 'ed25519') return { name: 'Ed25519' };
  if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return { name: 'ECDSA', namedCurve: 'P-256' };
  throw new ConfigError(`Khóa trong ${path} phải là P-256, Ed25519 hoặc RSA / the key in ${path} must be P-256, Ed25519 or RSA`);
}
