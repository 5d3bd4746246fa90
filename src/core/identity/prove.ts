import { type Db, on } from '#kernel/db.ts';
import { acceptCode, findPassword, type PasswordCredential } from './credentials.ts';
import type { IdentityTables } from './db.gen.ts';
import { checkPassword, hashPassword, isOutdated } from './passwords.ts';
import type { Limits } from './settings.ts';
import { countFailure, forgetFailures, type Guess, guessOf, noteAttempt, secondsToWait } from './throttle.ts';

export interface Proof {
  readonly outcome: 'right' | 'wrong' | 'waiting';
  /** With `waiting`. */
  readonly waitSeconds: number;
}

interface Origin {
  readonly addressPrefix: string;
}

/** How a guess at a password went; with `right`, whose it is. The guess counts on when a second factor is still to come. */
export interface PasswordProof extends Proof {
  readonly owner: PasswordCredential | undefined;
  readonly guess: Guess;
}

/**
 * Checks a name (known or not) and a password. A wrong one is counted and noted; the caller returns it as a result, since a
 * throw would undo the count.
 */
export async function provePassword(
  tx: Db,
  signInName: string,
  password: string,
  origin: Origin,
  limits: Limits,
  at: Date,
): Promise<PasswordProof> {
  const guess = guessOf(signInName, origin.addressPrefix, limits, at);
  const waitSeconds = await secondsToWait(tx, guess);
  if (waitSeconds > 0) {
    await noteAttempt(tx, guess, 'waiting', undefined);
    return { outcome: 'waiting', waitSeconds, owner: undefined, guess };
  }
  const owner = await findPassword(tx, { signInName });
  if (!(await checkPassword(owner?.hash, password)) || !owner) {
    await countFailure(tx, guess);
    await noteAttempt(tx, guess, 'wrong', owner?.accountId);
    return { outcome: 'wrong', waitSeconds: 0, owner: undefined, guess };
  }
  await keepHashCurrent(tx, owner, password, at);
  return { outcome: 'right', waitSeconds: 0, owner, guess };
}

/** A right password is the one moment when it is in hand to be hashed at today's cost. */
async function keepHashCurrent(tx: Db, found: PasswordCredential, password: string, at: Date): Promise<void> {
  const secret = isOutdated(found.hash) ? await hashPassword(password) : found.hash;
  await on<IdentityTables>(tx).updateTable('identity.credential').set({ secret, used_at: at }).where('id', '=', found.id).execute();
}

/** How a guess at a code went; `locked`: it was one too many, and the password must be given again. */
export interface CodeProof extends Proof {
  readonly locked: boolean;
}

/** Checks a code of the app or a recovery code of an account; a right one is used up. Counted with the guesses at its password. */
export async function proveCode(tx: Db, accountId: string, code: string, origin: Origin, limits: Limits, at: Date): Promise<CodeProof> {
  const guess = guessOf(await guessedName(tx, accountId), origin.addressPrefix, limits, at);
  const waitSeconds = await secondsToWait(tx, guess);
  if (waitSeconds > 0) {
    await noteAttempt(tx, guess, 'waiting', accountId);
    return { outcome: 'waiting', waitSeconds, locked: false };
  }
  if (await acceptCode(tx, accountId, code, at)) {
    await forgetFailures(tx, guess);
    await noteAttempt(tx, guess, 'signed-in', accountId);
    return { outcome: 'right', waitSeconds: 0, locked: false };
  }
  await countFailure(tx, guess);
  await noteAttempt(tx, guess, 'wrong-code', accountId);
  return { outcome: 'wrong', waitSeconds: 0, locked: (await secondsToWait(tx, guess)) > 0 };
}

/** Under which name guesses at an account are counted: its sign-in name; without a password, one that nobody can type. */
async function guessedName(tx: Db, accountId: string): Promise<string> {
  return (await findPassword(tx, { accountId }))?.signInName ?? `account:${accountId}`;
}

/**
 * Asks the owner of a session once more for the password or a code before something that a stolen session must not do.
 * Wrong answers count like wrong sign-ins; the caller returns them as results, since a throw would undo the count.
 */
export async function proveOwner(
  tx: Db,
  accountId: string,
  secret: { password: string } | { code: string },
  origin: Origin,
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
