import { defineAction } from '#kernel/action.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import { levelOf } from '../authentication/levels.ts';
import { hasSecondFactor } from '../credentials.ts';
import { lockOf } from '../lock.ts';
import { provePassword } from '../prove.ts';
import { normalizeSignInName } from '../rules/sign-in-name.ts';
import { TypedPassword } from '../schemas.ts';
import { openSession, Origin, TokenHash } from '../sessions.ts';
import { limitsAt } from '../settings.ts';
import { type AttemptOutcome, forgetFailures, noteAttempt } from '../throttle.ts';

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
    const limits = await limitsAt(tx, now);
    const proof = await provePassword(tx, normalizeSignInName(input.signInName), input.password, input.origin, limits, now);
    const { owner, guess, waitSeconds } = proof;
    if (!owner) {
      return { outcome: proof.outcome === 'waiting' ? 'waiting' : 'wrong', waitSeconds, mustChangePassword: false, account: undefined };
    }
    if (await lockOf(tx, owner.accountId)) {
      await noteAttempt(tx, guess, 'locked', owner.accountId);
      return { outcome: 'locked', waitSeconds: 0, mustChangePassword: false, account: undefined };
    }
    const codeNeeded = await hasSecondFactor(tx, owner.accountId);
    const outcome = codeNeeded ? 'code-needed' : 'signed-in';
    await openSession(
      tx,
      {
        ...input.origin,
        accountId: owner.accountId,
        tokenHash: input.tokenHash,
        verified: !codeNeeded,
        provenLevel: levelOf(['pwd'], now),
      },
      limits,
      now,
    );
    // With a second factor the count goes on until the code is right, or the password would free guesses at the code.
    if (!codeNeeded) await forgetFailures(tx, guess);
    await noteAttempt(tx, guess, outcome, owner.accountId);
    return { outcome, waitSeconds: 0, mustChangePassword: owner.mustChange, account: accountMark(owner.accountId) };
  },
  ledger: (_input, result) =>
    result.outcome === 'signed-in'
      ? { subject: `account:${result.account}`, facts: { account: result.account, secondFactor: false } }
      : undefined,
});
