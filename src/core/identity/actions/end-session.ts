import { defineAction } from '#kernel/action.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import { endSessions } from '../sessions.ts';

/** Ends one of one's own sessions, or with `others` all but the present one. Somebody else's id ends nothing. */
export const endSession = defineAction({
  name: 'identity.end-session',
  title: { vi: 'Kết thúc phiên đăng nhập', en: 'End a session' },
  input: Type.Union([Type.Object({ sessionId: Type.String({ format: 'uuid' }) }), Type.Object({ others: Type.Literal('yes') })]),
  permission: 'signed-in',
  async run(context, input) {
    const { id: accountId, sessionId: mine } = asAccount(context.actor);
    const which = 'sessionId' in input ? { accountId, sessionId: input.sessionId } : { accountId, except: mine };
    return { ended: await endSessions(context, which, 'ended-by-owner') };
  },
  ledger: (_input, result, actor) =>
    result.ended > 0 ? { subject: `account:${accountMark(actor.id)}`, facts: { ended: result.ended } } : undefined,
});
