import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import { findPassword, hasSecondFactor, type PasswordCredential } from '../credentials.ts';
import type { IdentityTables } from '../db.gen.ts';
import { checkPassword, hashPassword, isOutdated } from '../passwords.ts';
import { normalizeSignInName } from '../rules/sign-in-name.ts';
import { TypedPassword } from '../schemas.ts';
import { openSession, Origin, TokenHash } from '../sessions.ts';
import { limitsAt } from '../settings.ts';
import { type AttemptOutcome, countFailure, forgetFailures, guessOf, noteAttempt, secondsToWait } from '../throttle.ts';

/**
 * How a sign-in went. `wrong` and `waiting` are results and not refusals, because a refusal would roll back the
 * count of wrong guesses.
 */
export interface SignInResult {
  readonly outcome: AttemptOutcome;
  /** With `waiting`. */
  readonly waitSeconds: number;
  readonly mustChangePassword: boolean;
  /** How the ledger names the account. */
  readonly account: string | undefined;
}

const nobody: SignInResult = { outcome: 'wrong', waitSeconds: 0, mustChangePassword: false, account: undefined };

/** A name and a password for a session. The caller makes the session's token and hands over its hash. */
export const signIn = defineAction({
  name: 'identity.sign-in',
  title: { vi: 'Đăng nhập', en: 'Sign in' },
  input: Type.Object({
    signInName: Type.String({ maxLength: 200 }),
    password: TypedPassword,
    tokenHash: TokenHash,
    origin: Origin,
  }),
  permission: 'public',
  secret: true,
  async run({ tx, now }, input): Promise<SignInResult> {
    const signInName = normalizeSignInName(input.signInName);
    const limits = await limitsAt(tx, now);
    const guess = guessOf(signInName, input.origin.addressPrefix, limits, now);
    const waitSeconds = await secondsToWait(tx, guess);
    if (waitSeconds > 0) {
      await noteAttempt(tx, guess, 'waiting', undefined);
      return { ...nobody, outcome: 'waiting', waitSeconds };
    }
    const found = await findPassword(tx, { signInName });
    if (!(await checkPassword(found?.hash, input.password)) || !found) {
      await countFailure(tx, guess);
      await noteAttempt(tx, guess, 'wrong', found?.accountId);
      return nobody;
    }
    const codeNeeded = await hasSecondFactor(tx, found.accountId);
    const outcome = codeNeeded ? 'code-needed' : 'signed-in';
    await openSession(tx, { ...input.origin, accountId: found.accountId, tokenHash: input.tokenHash, verified: !codeNeeded }, limits, now);
    // With a second factor the count goes on until the code is right, or the password would free guesses at the code.
    if (!codeNeeded) await forgetFailures(tx, guess);
    await noteAttempt(tx, guess, outcome, found.accountId);
    await keepHashCurrent(tx, found, input.password, now);
    return { outcome, waitSeconds: 0, mustChangePassword: found.mustChange, account: accountMark(found.accountId) };
  },
  ledger: (_input, result) =>
    result.outcome === 'signed-in'
      ? { subject: `account:${result.account}`, facts: { account: result.account, secondFactor: false } }
      : undefined,
});

/** Sign-in is the one moment when the password is in hand to be hashed at today's cost. */
async function keepHashCurrent(tx: Db, found: PasswordCredential, password: string, at: Date): Promise<void> {
  const secret = isOutdated(found.hash) ? await hashPassword(password) : found.hash;
  await on<IdentityTables>(tx).updateTable('identity.credential').set({ secret, used_at: at }).where('id', '=', found.id).execute();
}
