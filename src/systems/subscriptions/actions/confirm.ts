import { type LinkOwner, readLinkToken } from '#core/notifications/index.ts';
import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import type { SubscriptionsTables } from '../db.gen.ts';
import { keepFollow } from '../queries/follows.ts';
import { ByLink } from '../schemas.ts';
import { CONFIRM_WITHIN_MS } from './subscribe.ts';

const over: Refusal = {
  code: 'over',
  message: {
    vi: 'Liên kết này đã hết hạn hoặc không đúng. Hãy đăng ký lại.',
    en: 'This link has expired or is not valid. Subscribe again.',
  },
};

function requestOf(tx: Db, { addressId, letterId }: LinkOwner) {
  return on<SubscriptionsTables>(tx)
    .selectFrom('subscriptions.request')
    .selectAll()
    .where('letter_id', '=', letterId)
    .where('address_id', '=', addressId)
    .forUpdate()
    .executeTakeFirst();
}

/** The owner of the address says yes. A repeat changes nothing. */
export const confirm = defineAction({
  name: 'subscriptions.confirm',
  title: { vi: 'Xác nhận đăng ký nhận tin', en: 'Confirm a subscription' },
  input: ByLink,
  permission: 'public',
  secret: true,
  async refuse({ tx, now }, { token }) {
    const owner = readLinkToken('confirm', token);
    const request = owner && (await requestOf(tx, owner));
    return request && (request.confirmed_at || now.getTime() - request.asked_at.getTime() <= CONFIRM_WITHIN_MS) ? [] : [over];
  },
  async run({ tx, now }, { token }) {
    const owner = readLinkToken('confirm', token);
    const request = owner && (await requestOf(tx, owner));
    if (!owner || !request || request.confirmed_at) return {};
    const { address_id: addressId, lang, frequency, agency_id: agencyId, topic, place_code: placeCode, person } = request;
    await keepFollow(tx, { addressId, channel: 'mail', lang, frequency, agencyId, topic, placeCode, person, since: now });
    await on<SubscriptionsTables>(tx)
      .updateTable('subscriptions.request')
      .set({ confirmed_at: now })
      .where('letter_id', '=', owner.letterId)
      .execute();
    return {};
  },
  ledger: () => undefined,
});
