import { createHmac } from 'node:crypto';

/**
 * Headers of a signed webhook by Standard Webhooks 1.0 (standardwebhooks.com): HMAC-SHA-256 over `id.timestamp.body` with the
 * bytes of the secret. Receivers check them with any of its libraries, refuse old timestamps, and drop ids that they know.
 */
export function webhookHeaders(secret: Buffer, id: string, at: Date, body: string): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

/** A secret as receivers are given it. */
export function writtenSecret(secret: Buffer): string {
  return `whsec_${secret.toString('base64')}`;
}

const MINUTE = 60_000;
/** How long after each failed attempt the next is made; after the last the delivery has failed. Some sixteen hours in all. */
const WAITS = [10_000, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE, 240 * MINUTE, 480 * MINUTE];

/** Milliseconds until the next attempt, after so many; undefined when there is none. */
export function waitAfter(attempts: number): number | undefined {
  return WAITS[attempts - 1];
}
