import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** RFC 6238 with what every authenticator app can do: SHA-1, six digits, 30 seconds. */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** A new secret of 160 bits (RFC 4226 §4, R6). */
export function newTotpSecret(): Buffer {
  return randomBytes(20);
}

function secretOf(bytes: Buffer): Secret {
  return new Secret({ buffer: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer });
}

/** What the authenticator app scans, and the same secret for typing (base32 in groups of four). */
export function totpInvitation(secret: Buffer, signInName: string): { uri: string; typed: string } {
  const totp = new TOTP({ ...SHAPE, issuer: 'Một Cửa', label: signInName, secret: secretOf(secret) });
  return { uri: totp.toString(), typed: totp.secret.base32.replace(/(.{4})(?=.)/g, '$1 ') };
}

/** The code for an instant; the app on the person's phone computes the same. */
export function totpCode(secret: Buffer, at: Date): string {
  return TOTP.generate({ ...SHAPE, secret: secretOf(secret), timestamp: at.getTime() });
}

/**
 * The step (count of 30 s since 1970) whose code was given, one step of clock difference allowed either way; undefined
 * when it is wrong or its step is not later than the last one accepted: a code that was seen cannot be used again.
 */
export function acceptedStep(secret: Buffer, code: string, at: Date, lastStep: number | null): number | undefined {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = TOTP.validate({ ...SHAPE, token, secret: secretOf(secret), timestamp: at.getTime(), window: 1 });
  if (delta === null) return undefined;
  const step = TOTP.counter({ period: SHAPE.period, timestamp: at.getTime() }) + delta;
  return lastStep !== null && step <= lastStep ? undefined : step;
}

/** How a recovery code is stored and looked up; spaces, hyphens and case do not matter. */
export function recoveryCodeHash(code: string): string {
  return createHash('sha256')
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest('hex');
}

/** Whether what was typed has the shape of a recovery code rather than of an app's code. */
export function looksLikeRecoveryCode(code: string): boolean {
  return code.replace(/[^a-zA-Z0-9]/g, '').length === 20;
}
