import { accountOf } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { unauthenticated } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import type { EidTables } from '../db.gen.ts';
import { consentedScopes } from '../queries/consents.ts';
import { endAt } from '../revoke.ts';

/** A person no longer lets a client know anything of them: what it holds ends at once, and it has to ask again. */
export const withdrawConsent = defineAction({
  name: 'eid.withdraw-consent',
  title: { vi: 'Rút lại sự đồng ý chia sẻ thông tin', en: 'Withdraw consent' },
  input: Type.Object({ clientId: Type.String({ minLength: 1, maxLength: 64 }) }),
  permission: 'signed-in',
  async refuse({ tx, actor }, { clientId }): Promise<Refusal[]> {
    if (!accountOf(actor)) throw unauthenticated();
    if (await consentedScopes(tx, actor.id, clientId)) return [];
    return [{ code: 'no-consent', message: { vi: 'Sự đồng ý này đã được rút rồi.', en: 'This consent was withdrawn already.' } }];
  },
  async run({ tx, actor, now }, { clientId }) {
    const { id } = await on<EidTables>(tx)
      .updateTable('eid.consent')
      .set({ withdrawn_at: now })
      .where('account_id', '=', actor.id)
      .where('client_id', '=', clientId)
      .where('withdrawn_at', 'is', null)
      .returning('id')
      .executeTakeFirstOrThrow();
    await endAt(tx, actor.id, clientId);
    return { id };
  },
  ledger: ({ clientId }, { id }) => ({ subject: `consent:${id}`, facts: { client: clientId, withdrawn: true } }),
});
