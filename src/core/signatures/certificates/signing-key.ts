import { Buffer } from 'node:buffer';
import { createPublicKey, KeyObject, sign } from 'node:crypto';

/** A private key that lies in a token, which signs with it and never gives it away. */
export interface TokenKey {
  readonly publicKey: KeyObject;
  /** ECDSA P-256 with SHA-256 over the bytes, as DER. */
  sign(data: Uint8Array): Buffer;
}

/** A private key (ECDSA P-256): in this process's memory, or in a token. */
export type SigningKey = KeyObject | TokenKey;

/** ECDSA P-256 with SHA-256 over the bytes, as DER. */
export function signWith(key: SigningKey, data: Uint8Array): Buffer {
  return key instanceof KeyObject ? sign('sha256', data, key) : key.sign(data);
}

/** The public half of a private key. */
export function publicHalf(key: SigningKey): KeyObject {
  return key instanceof KeyObject ? createPublicKey(key) : key.publicKey;
}

const PART_BYTES = 32;

/** An ECDSA P-256 signature in DER as r and s side by side, the form of JWS (RFC 7518 §3.4), XML and tokens. */
export function sideBySide(der: Buffer): Buffer {
  const lengthOfR = der[3] ?? 0;
  const r = der.subarray(4, 4 + lengthOfR);
  const s = der.subarray(4 + lengthOfR + 2);
  const part = (integer: Buffer): Buffer => {
    const digits = integer.length > PART_BYTES ? integer.subarray(integer.length - PART_BYTES) : integer;
    return Buffer.concat([Buffer.alloc(PART_BYTES - digits.length), digits]);
  };
  return Buffer.concat([part(r), part(s)]);
}
