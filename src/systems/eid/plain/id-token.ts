import { Buffer } from 'node:buffer';
import { createPrivateKey, sign } from 'node:crypto';
import type { SigningKey } from '../keys.ts';

/** Signs claims as a compact JWS (RFC 7515 §7.1), ES256. */
export type SignClaims = (claims: object) => string;

/** What signs with a key of the ring. In this thread: to hand so small a thing to another one costs more than doing it. */
export function claimsSigner(jwk: SigningKey): SignClaims {
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const header = Buffer.from(JSON.stringify({ alg: jwk.alg, kid: jwk.kid })).toString('base64url');
  return (claims) => {
    const text = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
    const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
    return `${text}.${signature.toString('base64url')}`;
  };
}
