import { defineAction } from '#kernel/action.ts';
import { asIs, Type } from '#kernel/schema.ts';
import { ACCOUNT_SEEN, type AccountSeen } from '../events.ts';

const Seen = Type.Object(
  {
    connectionId: Type.String(),
    platform: Type.String(),
    stableId: Type.String(),
    name: Type.String(),
    handle: Type.Optional(Type.String()),
    about: Type.Optional(Type.String()),
    websites: Type.Array(Type.String()),
    avatarHash: Type.Optional(Type.String()),
  },
  asIs,
);

/** Tells who guards the registry what a platform says of an account of ours. */
export const recordAccountSeen = defineAction({
  name: 'channels.record-account-seen',
  title: { vi: 'Ghi điều nền tảng cho biết về tài khoản', en: 'Record what a platform says of an account' },
  input: Seen,
  permission: 'channels.carry',
  async run({ emit, now }, { connectionId, ...seen }) {
    await emit(ACCOUNT_SEEN, { ...(seen as Omit<AccountSeen, 'at'>), at: now } satisfies AccountSeen);
    return { connectionId };
  },
  // Seen every day, and told on only when something has changed: by whom it concerns.
  ledger: () => undefined,
});
