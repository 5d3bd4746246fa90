import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { asIs, Type } from '#kernel/schema.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { openCredentials, sealCredentials } from '../secrets.ts';

const Tokens = Type.Object(
  { connectionId: Type.String(), accessToken: Type.String(), refreshToken: Type.String(), until: Type.Unsafe<Date>(Type.Any()) },
  asIs,
);

/** Both tokens that a platform gave in the place of those before; what else is kept of the account stays. */
export const keepTokens = defineAction({
  name: 'channels.keep-tokens',
  title: { vi: 'Lưu mã truy cập vừa được làm mới', en: 'Keep renewed tokens' },
  input: Tokens,
  permission: 'channels.carry',
  secret: true,
  async run({ tx, now }, { connectionId, accessToken, refreshToken, until }) {
    const credentials = { ...(await openCredentials(tx, connectionId)), accessToken, refreshToken };
    await on<ChannelsTables>(tx)
      .updateTable('channels.credential')
      .set({ ...sealCredentials(credentials, connectionId), changed_at: now, access_until: until, renewing_since: null, trouble: '' })
      .where('connection_id', '=', connectionId)
      .execute();
    return { until: until.toISOString() };
  },
  ledger: (input, result) => ({ subject: `connection:${input.connectionId}`, facts: { renewed: true, until: result.until } }),
});
