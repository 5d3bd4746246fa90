import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import { authenticationResult, openAuthentication } from '../authentication/open.ts';
import { reachableLevel } from '../confirmed.ts';
import type { IdentityTables } from '../db.gen.ts';

const forWhom = { vi: 'Tài khoản của tôi', en: 'My account' };

/** Opens an authentication in which the owner of a session proves again who they are, as strongly as the account can. */
export const askConfirmation = defineAction({
  name: 'identity.ask-confirmation',
  title: { vi: 'Yêu cầu xác nhận lại', en: 'Ask the owner to confirm' },
  input: Type.Object({ returnPath: Type.String({ maxLength: 2000 }) }),
  permission: 'signed-in',
  // The answer holds a token and must not lie with the answers of repeated requests.
  secret: true,
  async run({ tx, actor, now }, { returnPath }): Promise<{ path: string; token: string }> {
    const accountId = asAccount(actor).id;
    const minimumLevel = await reachableLevel(tx, accountId, now);
    return openAuthentication(tx, { accountId, minimumLevel, freshSeconds: 0, takesTemporary: true, forWhom, returnPath }, now);
  },
  ledger: () => undefined,
});

/** Takes the result of that authentication over into the session. */
export const confirmSession = defineAction({
  name: 'identity.confirm-session',
  title: { vi: 'Xác nhận lại đúng là chủ tài khoản', en: 'Confirm the owner of a session' },
  input: Type.Object({ authenticationId: Type.String({ maxLength: 64 }), token: Type.String({ maxLength: 100 }) }),
  permission: 'signed-in',
  secret: true,
  async run({ tx, actor, now }, input): Promise<{ confirmed: boolean }> {
    const { id, sessionId } = asAccount(actor);
    const result = await authenticationResult(tx, input.authenticationId, input.token, now);
    if (!result || 'failed' in result || result.accountId !== id) return { confirmed: false };
    await on<IdentityTables>(tx)
      .updateTable('identity.session')
      .set({ proven_level: result.level, proven_at: result.at })
      .where('id', '=', sessionId)
      .execute();
    return { confirmed: true };
  },
  ledger: () => undefined,
});
