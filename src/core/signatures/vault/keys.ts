import type { Buffer } from 'node:buffer';
import { newKey, type Profile } from '../certificates/issue.ts';
import type { SigningKey } from '../certificates/signing-key.ts';
import { tokenAway } from '../token/token.ts';
import type { Vault } from './vault.ts';

/** Where a private key lies, as a row says it: sealed in it, or in a token of that label. */
export interface StoredKey {
  readonly master_key: string | null;
  readonly nonce: Buffer | null;
  readonly sealed: Buffer | null;
  readonly token: string | null;
}

/** A new key for the certificate of that id: in the token where the site has one for certificates of this kind, else sealed. */
export function makeKey(vault: Vault, profile: Profile, certificateId: string): { readonly key: SigningKey; readonly stored: StoredKey } {
  const { token } = vault;
  if (token?.kinds.has(profile)) {
    return { key: token.generate(certificateId, profile), stored: { master_key: null, nonce: null, sealed: null, token: token.label } };
  }
  const key = newKey();
  return { key, stored: { ...vault.seal(key, certificateId), token: null } };
}

/** Opens a key. Throws a Problem 503 when its token is not connected, MasterKeyError when another master key sealed it. */
export function openKey(vault: Vault, stored: StoredKey, certificateId: string): SigningKey {
  const { master_key, nonce, sealed, token } = stored;
  if (master_key !== null && nonce && sealed) return vault.open({ master_key, nonce, sealed }, certificateId);
  if (!vault.token || vault.token.label !== token) throw tokenAway(token ?? '', 'MOTCUA_TOKEN_LABEL');
  return vault.token.find(certificateId);
}
