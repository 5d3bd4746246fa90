import { hash, parseOptions, verify } from '@node-rs/argon2';

/**
 * argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet (2025), the first of its equal choices
 * that fits a server which signs in many people at once. Raise them and everybody is rehashed at their next sign-in.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** NFKC, so that the same keys on another keyboard give the same bytes (Vietnamese telex in NFC or NFD). */
function bytesOf(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'), 'utf8');
}

/** The PHC string to store. */
export function hashPassword(password: string): Promise<string> {
  return hash(bytesOf(password), COST);
}

let nobody: Promise<string> | undefined;

/**
 * Whether a password fits; without a stored hash one is checked all the same and the answer is no, so that an unknown
 * name takes as long as a wrong password.
 */
export async function checkPassword(stored: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword('there is nobody of this name');
  const fits = await verify(stored ?? (await nobody), bytesOf(password));
  return stored !== undefined && fits;
}

/** Whether a stored hash was made with other costs than today's. */
export function isOutdated(stored: string): boolean {
  const cost = parseOptions(stored);
  return cost.memoryCost !== COST.memoryCost || cost.timeCost !== COST.timeCost || cost.parallelism !== COST.parallelism;
}
