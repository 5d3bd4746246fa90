import { Buffer } from 'node:buffer';
import { theVault } from '#core/signatures/index.ts';

/** A subscriber's secret as it is stored; none when it gave none. */
export interface SealedSecret {
  readonly master_key: string | null;
  readonly nonce: Buffer | null;
  readonly sealed: Buffer | null;
}

const PURPOSE = 'websub secrets';
const none: SealedSecret = { master_key: null, nonce: null, sealed: null };

/** Encrypts a secret for one topic and callback; it opens for no other. */
export function sealSecret(secret: string | undefined, topic: string, callback: string): SealedSecret {
  if (secret === undefined) return none;
  return theVault().box(PURPOSE).seal(Buffer.from(secret), `${topic} ${callback}`);
}

/** The secret in the clear; undefined when the subscriber gave none. */
export function openSecret({ master_key, nonce, sealed }: SealedSecret, topic: string, callback: string): Buffer | undefined {
  if (master_key === null || nonce === null || sealed === null) return undefined;
  return theVault().box(PURPOSE).open({ master_key, nonce, sealed }, `${topic} ${callback}`);
}
