import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { findUnderWay, startOver } from '../authentication/under-way.ts';
import { proveFactors } from '../authentication/prove-factors.ts';
import { proveCode } from '../prove.ts';
import { TypedCode } from '../schemas.ts';
import { limitsAt } from '../settings.ts';
import { steppedOn, type StepResult, stepResult, Which } from './prove-password.ts';

/** The code of the second factor for an authentication whose first factor has been proven. */
export const proveCodeStep = defineAction({
  name: 'identity.prove-code',
  title: { vi: 'Xác thực bằng mã', en: 'Prove with a code' },
  input: Type.Object({ ...Which, code: TypedCode }),
  permission: 'public',
  secret: true,
  async run(context, input): Promise<StepResult> {
    const { tx, now } = context;
    const under = await findUnderWay(tx, input.authenticationId, input.tokenHash, now, { lock: true });
    if (!under || under.decided || !under.provenAccountId) return stepResult('over');
    const accountId = under.provenAccountId;
    const proof = await proveCode(tx, accountId, input.code, input.origin, await limitsAt(tx, now), now);
    if (proof.locked) {
      await startOver(tx, under);
      return stepResult('again');
    }
    if (proof.outcome !== 'right') return stepResult(proof.outcome, proof.waitSeconds);
    const { step, under: after } = await proveFactors(context, under, accountId, ['otp'], input.origin);
    const factors = after.proofs.map(({ factor }) => factor);
    return steppedOn(after, step, accountId, factors);
  },
  ledger: (_input, { proven, factors }) => (proven ? { subject: `account:${proven}`, facts: { account: proven, factors } } : undefined),
});
