import { Buffer } from 'node:buffer';
import { createECDH } from 'node:crypto';
import { isPushService, keepPushTarget } from '#core/notifications/index.ts';
import { defineAction } from '#kernel/action.ts';
import type { Refusal } from '#kernel/problem.ts';
import { keepFollow } from '../queries/follows.ts';
import { SubscribePush } from '../schemas.ts';
import { askedSince, MOST_OF_NETWORK, networkKey, note, tooMany } from './subscribe.ts';

const noService: Refusal = {
  code: 'no-push-service',
  message: {
    vi: 'Trình duyệt này không dùng dịch vụ thông báo mà trang nhận biết. Hãy đăng ký qua thư điện tử.',
    en: 'This browser uses no push service that this site knows. Subscribe by e-mail.',
  },
};

/** A browser whose owner has allowed notifications is told at once of what its owner chose; their permission is the confirmation. */
export const subscribePush = defineAction({
  name: 'subscriptions.subscribe-push',
  title: { vi: 'Nhận thông báo trên màn hình', en: 'Get notifications on this screen' },
  input: SubscribePush,
  permission: 'public',
  secret: true,
  async refuse({ tx, now }, input) {
    if (!isPushService(input.endpoint, input.closedNetworks) || !isPoint(input.p256dh)) return [noService];
    return (await askedSince(tx, networkKey(input.from), now, MOST_OF_NETWORK.ms)) >= MOST_OF_NETWORK.count ? [tooMany] : [];
  },
  async run(context, input) {
    const { tx, now } = context;
    const { endpoint, p256dh, auth, lang, topic, agencyId, placeCode, person } = input;
    await note(context, [networkKey(input.from)]);
    const addressId = await keepPushTarget(tx, { endpoint, p256dh, auth });
    await keepFollow(tx, { addressId, channel: 'push', lang, frequency: 'immediate', topic, agencyId, placeCode, person, since: now });
    return {};
  },
  ledger: () => undefined,
});

/** Whether a key lies on the curve: with one that does not, every message would fail when it is sent. */
function isPoint(p256dh: string): boolean {
  try {
    const pair = createECDH('prime256v1');
    pair.generateKeys();
    pair.computeSecret(Buffer.from(p256dh, 'base64url'));
    return true;
  } catch {
    return false;
  }
}
