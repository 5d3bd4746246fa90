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
  async run({ tx, actor, now }) {
    const { id: accountId, sessionId } = asAccount(actor);
    const ended = await endSessions(tx, { accountId, sessionId }, 'signed-out', now);
    return { ended };
  },
  ledger: (_input, result, actor) =>
    result.ended > 0
      ? { subject: `account:${accountMark(actor.id)}`, facts: { session: accountMark(asAccount(actor).sessionId) } }
      : undefined,
});
