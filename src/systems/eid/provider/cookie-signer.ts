import { Buffer } from 'node:buffer';
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** What signs and checks the library's cookies, as the framework below it asks. */
export interface CookieSigner {
  sign(data: string): string;
  verify(data: string, signature: string): boolean;
  /** Which key signed, -1: none. There is one. */
  index(data: string, signature: string): 0 | -1;
}

/** Signs with a key that is prepared once; the framework's own takes its key apart anew for each of some ten signatures a log-in. */
export function cookieSigner(secret: Buffer): CookieSigner {
  const key = createSecretKey(secret);
  const sign = (data: string): string => createHmac('sha256', key).update(data).digest('base64url');
  const verify = (data: string, signature: string): boolean => {
    const [right, given] = [Buffer.from(sign(data)), Buffer.from(signature)];
    return right.length === given.length && timingSafeEqual(right, given);
  };
  return { sign, verify, index: (data, signature) => (verify(data, signature) ? 0 : -1) };
}
