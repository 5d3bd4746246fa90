import { defineAction } from '#kernel/action.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import { endSessions } from '../sessions.ts';

export const signOut = defineAction({
  name: 'identity.sign-out',
  title: { vi: 'Đăng xuất', en: 'Sign out' },
  input: Type.Object({}),
  permission: 'signed-in',
  async run(context) {
    const { id: accountId, sessionId } = asAccount(context.actor);
    const ended = await endSessions(context, { accountId, sessionId }, 'signed-out');
    return { ended };
  },
  ledger: (_input, result, actor) =>
    result.ended > 0
      ? { subject: `account:${accountMark(actor.id)}`, facts: { session: accountMark(asAccount(actor).sessionId) } }
      : undefined,
});
