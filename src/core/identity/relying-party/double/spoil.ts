import { decodeJwt, type JWTPayload, SignJWT } from 'jose';
import type { DoubleFault } from './people.ts';

/** A key of the double. */
export interface DoubleKey {
  readonly kid: string;
  readonly key: CryptoKey;
}

const HOUR_S = 3_600;

/** What each fault does to the claims of an ID token. */
const changes: Partial<Record<DoubleFault, (claims: JWTPayload) => JWTPayload>> = {
  'wrong-nonce': (claims) => ({ ...claims, nonce: 'of-another-sign-in' }),
  'other-issuer': (claims) => ({ ...claims, iss: 'https://other.example' }),
  'other-audience': (claims) => ({ ...claims, aud: 'another-client' }),
  expired: (claims) => ({ ...claims, iat: (claims.iat ?? 0) - HOUR_S, exp: (claims.iat ?? 0) - 300 }),
  'from-the-future': (claims) => ({ ...claims, iat: (claims.iat ?? 0) + HOUR_S, exp: (claims.exp ?? 0) + HOUR_S }),
  // Clocks of two sites that differ as clocks do: a token that has just expired, and one of half a minute from now.
  'clock-behind': (claims) => ({ ...claims, iat: (claims.iat ?? 0) - 630, exp: (claims.iat ?? 0) - 30 }),
  'clock-ahead': (claims) => ({ ...claims, iat: (claims.iat ?? 0) + 30, exp: (claims.exp ?? 0) + 30, auth_time: (claims.iat ?? 0) + 30 }),
  'level-too-low': (claims) => ({ ...claims, acr: 'urn:vneid:muc:1' }),
  'no-level': ({ acr: _acr, ...claims }) => claims,
};

/** The ID token with the faults in it, signed anew: by the provider's key, a key that nobody knows, or none. */
export async function spoilIdToken(idToken: string, faults: readonly DoubleFault[], key: DoubleKey): Promise<string> {
  let claims = decodeJwt(idToken);
  for (const fault of faults) claims = changes[fault]?.(claims) ?? claims;
  if (faults.includes('alg-none')) {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
  }
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'JWT' }).sign(key.key);
}
