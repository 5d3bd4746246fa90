import { readLinkToken } from '#core/notifications/index.ts';
import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { endAll } from '../queries/follows.ts';
import { ByLink } from '../schemas.ts';

/** Ends everything for an address, by the link of any letter to it (RFC 8058); the address is forgotten. A repeat answers the same. */
export const leave = defineAction({
  name: 'subscriptions.leave',
  title: { vi: 'Ngừng nhận mọi tin', en: 'Leave' },
  input: ByLink,
  permission: 'public',
  secret: true,
  async run({ tx }, { token }) {
    const owner = readLinkToken('unsubscribe', token);
    if (!owner) throw notFound();
    await endAll(tx, owner.addressId);
    return {};
  },
  ledger: () => undefined,
});
