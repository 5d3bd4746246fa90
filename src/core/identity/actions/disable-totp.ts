import { defineAction } from '#kernel/action.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import { removeSecondFactor } from '../credentials.ts';
import { type Proof, proveOwner } from '../prove.ts';
import { TypedCode } from '../schemas.ts';
import { endSessions, Origin } from '../sessions.ts';
import { limitsAt } from '../settings.ts';

/** Turns the second factor off, against one of its codes; all other sessions end. */
export const disableTotp = defineAction({
  name: 'identity.disable-totp',
  title: { vi: 'Tắt xác thực hai lớp', en: 'Turn two-step sign-in off' },
  input: Type.Object({ code: TypedCode, origin: Origin }),
  permission: 'signed-in',
  secret: true,
  async run(context, input): Promise<Proof> {
    const { tx, actor, now, emit } = context;
    const { id: accountId, sessionId } = asAccount(actor);
    const proof = await proveOwner(tx, accountId, { code: input.code }, input.origin, await limitsAt(tx, now), now);
    if (proof.outcome !== 'right') return proof;
    await removeSecondFactor(tx, accountId);
    await endSessions(context, { accountId, except: sessionId }, 'second-factor-changed');
    await emit('identity.credential-changed', { accountId, change: 'totp-removed' });
    return proof;
  },
  ledger: (_input, result, actor) =>
    result.outcome === 'right' ? { subject: `account:${accountMark(actor.id)}`, facts: { off: 'totp' } } : undefined,
});
