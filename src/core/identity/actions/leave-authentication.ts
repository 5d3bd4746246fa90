import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { findUnderWay, giveUp, nextStep, startOver } from '../authentication/under-way.ts';
import { Which } from './prove-password.ts';

/** Ends an authentication without a proof, or (`again`) begins it anew as somebody else. */
export const leaveAuthentication = defineAction({
  name: 'identity.leave-authentication',
  title: { vi: 'Dừng xác thực', en: 'Leave the authentication' },
  input: Type.Object({ ...Which, again: Type.Optional(Type.Literal('yes')) }),
  permission: 'public',
  async run({ tx, now }, input): Promise<{ back: string | undefined }> {
    const under = await findUnderWay(tx, input.authenticationId, input.tokenHash, now, { lock: true });
    if (!under || under.decided) return { back: under?.back };
    if (input.again) {
      await startOver(tx, under);
      return { back: `/xac-thuc/${under.id}` };
    }
    await giveUp(tx, under, (await nextStep(tx, under, now)) === 'unmet' ? 'unmet' : 'cancelled', now);
    return { back: under.back };
  },
  ledger: () => undefined,
});
