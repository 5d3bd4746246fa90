import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import { RELYING_PARTY } from './finish-sign-in.ts';
import { onceMark, useOnce } from './queries.ts';

/** A provider says that its session is over (OpenID Connect Back-Channel Logout 1.0): ours that rest on it end too. */
export const endProviderSessions = defineAction({
  name: 'identity.end-provider-sessions',
  title: { vi: 'Kết thúc phiên theo nhà cung cấp định danh', en: 'End sessions on the provider’s word' },
  input: Type.Object({
    issuer: Type.String({ maxLength: 500 }),
    subject: Type.Optional(Type.String({ maxLength: 255 })),
    providerSession: Type.Optional(Type.String({ maxLength: 255 })),
    /** Id of the message; each counts once. */
    messageId: Type.String({ minLength: 1, maxLength: 500 }),
    /** Milliseconds since 1970 after which the message would not be taken anyway. */
    expiresAt: Type.Integer(),
  }),
  permission: RELYING_PARTY,
  async run({ tx, now }, { issuer, subject, providerSession, messageId, expiresAt }) {
    const fresh = await useOnce(tx, onceMark('log-out', `${issuer}\n${messageId}`), instant(expiresAt));
    if (!fresh) return { replayed: true, accounts: [] };
    const ended = await query<{ account_id: string }>(
      tx,
      sql`update identity.session s set ended_at = ${now}, ended_because = 'provider-logout'
        from identity.provider_login l
        where l.session_id = s.id and s.ended_at is null and l.issuer = ${issuer}
          and (${providerSession ?? null}::text is null or l.provider_session = ${providerSession ?? null}::text)
          and (${subject ?? null}::text is null or l.subject = ${subject ?? null}::text)
          and num_nonnulls(${providerSession ?? null}::text, ${subject ?? null}::text) > 0
        returning s.account_id`,
    );
    return { replayed: false, accounts: ended.map((row) => row.account_id) };
  },
  ledger: (_input, { accounts }) =>
    [...new Set(accounts)].map((accountId) => {
      const account = accountMark(accountId);
      const sessions = accounts.filter((one) => one === accountId).length;
      return { subject: `account:${account}`, facts: { account, sessions, because: 'provider-logout' } };
    }),
});
