import { readLinkToken } from '#core/notifications/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import type { SubscriptionsTables } from '../db.gen.ts';
import { endAll, followsOf } from '../queries/follows.ts';
import { FollowEnd } from '../schemas.ts';

/** Ends one wish, by the link of a letter; with the last one the address is forgotten. */
export const endFollow = defineAction({
  name: 'subscriptions.end-follow',
  title: { vi: 'Ngừng nhận một loại tin', en: 'End one subscription' },
  input: FollowEnd,
  permission: 'public',
  secret: true,
  async run({ tx }, { token, id }) {
    const owner = readLinkToken('manage', token);
    if (!owner) throw notFound();
    await on<SubscriptionsTables>(tx)
      .deleteFrom('subscriptions.follow')
      .where('address_id', '=', owner.addressId)
      .where('id', '=', id)
      .execute();
    const left = await followsOf(tx, owner.addressId);
    if (left.length === 0) await endAll(tx, owner.addressId);
    return { left: left.length };
  },
  ledger: () => undefined,
});
