import { defineAction } from '#kernel/action.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import { TEMPORARY } from '../authentication/open.ts';
import { proveFactors } from '../authentication/prove-factors.ts';
import { findUnderWay, type Step, type UnderWay } from '../authentication/under-way.ts';
import { findPassword } from '../credentials.ts';
import { provePassword } from '../prove.ts';
import { normalizeSignInName } from '../rules/sign-in-name.ts';
import { TypedPassword } from '../schemas.ts';
import { Origin, TokenHash } from '../sessions.ts';
import { limitsAt } from '../settings.ts';
import { forgetFailures, noteAttempt } from '../throttle.ts';

/** How a step of an authentication went; wrong guesses are results, because a refusal would roll back their count. */
export interface StepResult {
  /** `over`: there is no such authentication any more; `again`: it must be begun again with the password; `temporary`: not with this one. */
  readonly outcome: 'right' | 'wrong' | 'waiting' | 'again' | 'over' | 'temporary';
  /** With `waiting`. */
  readonly waitSeconds: number;
  /** How the ledger names the account, once the authentication is decided. */
  readonly proven: string | undefined;
  readonly factors: readonly string[];
  /** Where the browser goes when the authentication is decided; to its next page otherwise. */
  readonly back: string | undefined;
}

export const stepResult = (outcome: StepResult['outcome'], waitSeconds = 0): StepResult => ({
  outcome,
  waitSeconds,
  proven: undefined,
  factors: [],
  back: undefined,
});

/** A factor that was right, and what comes of it. */
export function steppedOn(under: UnderWay, step: Step, accountId: string, factors: readonly string[]): StepResult {
  const decided = step === 'done' ? { proven: accountMark(accountId), back: under.back } : {};
  return { ...stepResult('right'), ...decided, factors };
}

/** Which authentication, in which browser. */
export const Which = { authenticationId: Type.String({ format: 'uuid' }), tokenHash: TokenHash, origin: Origin };

/** A name and a password for an authentication under way; in a step-up the account is known and the name is not asked. */
export const provePasswordStep = defineAction({
  name: 'identity.prove-password',
  title: { vi: 'Xác thực bằng mật khẩu', en: 'Prove with the password' },
  input: Type.Object({ ...Which, signInName: Type.String({ maxLength: 200 }), password: TypedPassword }),
  permission: 'public',
  secret: true,
  async run(context, input): Promise<StepResult> {
    const { tx, now } = context;
    const under = await findUnderWay(tx, input.authenticationId, input.tokenHash, now, { lock: true });
    if (!under || under.decided) return stepResult('over');
    const known = under.accountId && (await findPassword(tx, { accountId: under.accountId }));
    const signInName = known ? known.signInName : normalizeSignInName(input.signInName);
    const proof = await provePassword(tx, signInName, input.password, input.origin, await limitsAt(tx, now), now);
    const { owner, guess } = proof;
    if (!owner) return stepResult(proof.outcome, proof.waitSeconds);
    if (under.accountId && owner.accountId !== under.accountId) return stepResult('wrong');
    if (owner.mustChange && !under.takesTemporary) {
      await forgetFailures(tx, guess);
      return stepResult('temporary');
    }
    const factors = owner.mustChange ? ['pwd', TEMPORARY] : ['pwd'];
    const { step, under: after } = await proveFactors(context, under, owner.accountId, factors, input.origin);
    // While a code is awaited the count goes on, or the password would free guesses at the code.
    if (step !== 'code') await forgetFailures(tx, guess);
    await noteAttempt(tx, guess, step === 'code' ? 'code-needed' : 'signed-in', owner.accountId);
    return steppedOn(after, step, owner.accountId, factors);
  },
  ledger: (_input, { proven, factors }) => (proven ? { subject: `account:${proven}`, facts: { account: proven, factors } } : undefined),
});
