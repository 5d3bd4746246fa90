import { readLinkToken } from '#core/notifications/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import type { SubscriptionsTables } from '../db.gen.ts';
import { FollowChange } from '../schemas.ts';

/** How often, and in which language, by the link of a letter. */
export const changeFollow = defineAction({
  name: 'subscriptions.change-follow',
  title: { vi: 'Đổi cách nhận tin', en: 'Change how often' },
  input: FollowChange,
  permission: 'public',
  secret: true,
  async run({ tx }, { token, id, frequency, lang }) {
    const owner = readLinkToken('manage', token);
    if (!owner) throw notFound();
    const changed = await on<SubscriptionsTables>(tx)
      .updateTable('subscriptions.follow')
      .set({ frequency, lang })
      .where('address_id', '=', owner.addressId)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw notFound();
    return {};
  },
  ledger: () => undefined,
});
