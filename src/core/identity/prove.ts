import type { Db } from '#kernel/db.ts';
import { acceptCode, findPassword } from './credentials.ts';
import { checkPassword } from './passwords.ts';
import type { Limits } from './settings.ts';
import { countFailure, forgetFailures, guessOf, secondsToWait } from './throttle.ts';

export interface Proof {
  readonly outcome: 'right' | 'wrong' | 'waiting';
  /** With `waiting`. */
  readonly waitSeconds: number;
}

/**
 * Asks the owner of a session once more for the password or a code before something that a stolen session must not do.
 * Wrong answers count like wrong sign-ins; the caller returns them as results, since a throw would undo the count.
 */
export async function proveOwner(
  tx: Db,
  accountId: string,
  secret: { password: string } | { code: string },
  origin: { addressPrefix: string },
  limits: Limits,
  at: Date,
): Promise<Proof> {
  const owner = await findPassword(tx, { accountId });
  if (!owner) return { outcome: 'wrong', waitSeconds: 0 };
  const guess = guessOf(owner.signInName, origin.addressPrefix, limits, at);
  const waitSeconds = await secondsToWait(tx, guess);
  if (waitSeconds > 0) return { outcome: 'waiting', waitSeconds };
  const right = 'password' in secret ? await checkPassword(owner.hash, secret.password) : await acceptCode(tx, accountId, secret.code, at);
  if (right) await forgetFailures(tx, guess);
  else await countFailure(tx, guess);
  return { outcome: right ? 'right' : 'wrong', waitSeconds: 0 };
}
