import { addressNumber } from '#core/notifications/index.ts';
import { defineAction } from '#kernel/action.ts';
import { endAll } from '../queries/follows.ts';
import { PushEnd } from '../schemas.ts';

/** Ends notifications for a browser, which alone knows its address. */
export const leavePush = defineAction({
  name: 'subscriptions.leave-push',
  title: { vi: 'Ngừng thông báo trên màn hình', en: 'End notifications on this screen' },
  input: PushEnd,
  permission: 'public',
  secret: true,
  async run({ tx }, { endpoint }) {
    const addressId = await addressNumber(tx, 'push', endpoint);
    if (addressId !== undefined) await endAll(tx, addressId);
    return {};
  },
  ledger: () => undefined,
});
