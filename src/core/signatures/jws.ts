import { Buffer } from 'node:buffer';
import { X509Certificate } from 'node:crypto';
import type { Db } from '#kernel/db.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { gatewaySigner } from './gateway.ts';
import type { Vault } from './vault/vault.ts';

const PART_BYTES = 32;

/** ECDSA signatures in JWS are r and s side by side (RFC 7518 §3.4), not the DER that certificates use. */
function joined(der: Buffer): Buffer {
  const lengthOfR = der[3] ?? 0;
  const r = der.subarray(4, 4 + lengthOfR);
  const s = der.subarray(4 + lengthOfR + 2);
  const part = (integer: Buffer): Buffer => {
    const digits = integer.length > PART_BYTES ? integer.subarray(integer.length - PART_BYTES) : integer;
    return Buffer.concat([Buffer.alloc(PART_BYTES - digits.length), digits]);
  };
  return Buffer.concat([part(r), part(s)]);
}

/**
 * A detached JWS (RFC 7515 appendix F, ES256) over a payload in the name of the site: `header..signature`. Whoever checks
 * puts the payload's own bytes, base64url, between the two points. The keys are at `/.well-known/jwks.json`.
 */
export async function signDetached(db: Db, vault: Vault, site: string, payload: string | Uint8Array): Promise<string> {
  const signer = await gatewaySigner(db, vault, site);
  const header = Buffer.from(canonicalJson({ alg: 'ES256', kid: signer.keyId })).toString('base64url');
  const signature = signer.sign(Buffer.from(`${header}.${Buffer.from(payload).toString('base64url')}`));
  return `${header}..${joined(signature).toString('base64url')}`;
}

/** A public key of the site (RFC 7517), with the certificates that vouch for it. */
export interface PublicKey {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly use: 'sig';
  readonly alg: 'ES256';
  /** Fingerprint of the certificate: SHA-256 of its DER, hex. */
  readonly kid: string;
  readonly x5c: readonly string[];
}

/** The keys that the site signs with, as `/.well-known/jwks.json` has them. */
export async function publicKeys(db: Db, vault: Vault, site: string): Promise<{ keys: readonly PublicKey[] }> {
  const { keyId, certificate, chain } = await gatewaySigner(db, vault, site);
  const jwk = new X509Certificate(certificate).publicKey.export({ format: 'jwk' });
  const { kty = '', crv = '', x = '', y = '' } = jwk;
  const x5c = [certificate, ...chain].map((der) => der.toString('base64'));
  return { keys: [{ kty, crv, x, y, use: 'sig', alg: 'ES256', kid: keyId, x5c }] };
}
