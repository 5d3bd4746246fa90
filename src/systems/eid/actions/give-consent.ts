import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { Type } from '#kernel/schema.ts';
import type { EidTables } from '../db.gen.ts';
import { ASKED_SCOPES } from '../rules/claims.ts';

/**
 * A person lets a client know something of them. What was agreed to before stays; the route has made sure of who agrees, by the
 * provider's own session, so that it runs as the product.
 */
export const giveConsent = defineAction({
  name: 'eid.give-consent',
  title: { vi: 'Đồng ý chia sẻ thông tin', en: 'Agree to share information' },
  input: Type.Object({
    accountId: Type.String({ format: 'uuid' }),
    clientId: Type.String({ maxLength: 64 }),
    scopes: Type.Array(Type.Union(ASKED_SCOPES.map((scope) => Type.Literal(scope))), { maxItems: ASKED_SCOPES.length }),
  }),
  permission: 'eid.keep-consents',
  async run({ tx, now }, { accountId, clientId, scopes }) {
    const eid = on<EidTables>(tx);
    const before = await eid
      .updateTable('eid.consent')
      .set({ withdrawn_at: now })
      .where('account_id', '=', accountId)
      .where('client_id', '=', clientId)
      .where('withdrawn_at', 'is', null)
      .returning('scopes')
      .executeTakeFirst();
    const all = [...new Set([...(before?.scopes ?? []), ...scopes])].sort();
    const id = newId();
    await eid.insertInto('eid.consent').values({ id, account_id: accountId, client_id: clientId, scopes: all, given_at: now }).execute();
    return { id, scopes: all };
  },
  ledger: ({ accountId, clientId }, { id, scopes }) => ({
    subject: `consent:${id}`,
    facts: { client: clientId, scopes },
    by: { actor: accountId, scope: undefined },
  }),
});
