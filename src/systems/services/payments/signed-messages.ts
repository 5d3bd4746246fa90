import { createHmac, timingSafeEqual } from 'node:crypto';

/** A message older or newer than this is refused: one that was caught cannot be sent again later. */
const WINDOW_S = 300;

export const SIGNATURE_HEADER = 'x-motcua-signature';

/** `t=<seconds>,v1=<hex>`: HMAC-SHA256 over the seconds, where it goes, and the bytes. */
export function signMessage(secret: string, path: string, body: string | Uint8Array, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${macOf(secret, seconds, path, body)}`;
}

function macOf(secret: string, seconds: number, path: string, body: string | Uint8Array): string {
  return createHmac('sha256', secret).update(`${seconds}.${path}.`).update(body).digest('hex');
}

/** Whether a message is from whoever knows the secret, and of these minutes; compared in constant time. */
export function isSigned(secret: string, path: string, body: Uint8Array, header: unknown, at: Date): boolean {
  const parts = typeof header === 'string' ? /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) : null;
  if (!parts?.[1] || !parts[2]) return false;
  const seconds = Number(parts[1]);
  const good = timingSafeEqual(Buffer.from(parts[2], 'hex'), Buffer.from(macOf(secret, seconds, path, body), 'hex'));
  return good && Math.abs(at.getTime() / 1000 - seconds) <= WINDOW_S;
}
