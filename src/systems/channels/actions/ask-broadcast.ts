import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { broadcastJob } from '../broadcasting.ts';
import { findBroadcast, broadcastsThisMonth } from '../queries/broadcasts.ts';
import { settingOn } from '../queries/connections.ts';
import { findDelivery } from '../queries/deliveries.ts';
import { STANDING } from '../rules/states.ts';
import { BroadcastAsked } from '../schemas.ts';
import { agencyOfDelivery, stepRefusals } from '../staff-step.ts';
import { trainingRefusals } from '../training/certificates.ts';

/** Pushes a post that stands to all who follow the account. For ever: whoever asks says that they know. Once for each post. */
export const askBroadcast = defineAction({
  name: 'channels.ask-broadcast',
  title: { vi: 'Gửi bài tới mọi người quan tâm', en: 'Push a post to all followers' },
  input: BroadcastAsked,
  permission: 'channels.approve',
  scope: (tx, input) => agencyOfDelivery(tx, input.id),
  async refuse({ tx, now, actor }, input) {
    const states = await stepRefusals(tx, input, STANDING);
    const delivery = await findDelivery(tx, input.id);
    if (!delivery) throw notFound();
    const before = await findBroadcast(tx, input.id);
    const most = await settingOn(tx, delivery.platform, 'broadcast.month', dateOf(now));
    const spent = most !== undefined && (await broadcastsThisMonth(tx, delivery.connectionId)) >= Number(most);
    return [
      ...states,
      ...(await trainingRefusals(tx, delivery.approval, actor.id, dateOf(now))),
      ...(delivery.platform === 'zalo' ? [] : [noBroadcast]),
      ...(delivery.connectionActive && delivery.ended === null ? [] : [notNow]),
      ...(before === undefined || before.state === 'cancelled' ? [] : [already]),
      ...(spent ? [usedUp(most)] : []),
    ];
  },
  async run({ tx, now, actor, enqueue }, input) {
    const delivery = await findDelivery(tx, input.id);
    if (!delivery) throw notFound();
    const asked = { state: 'asked', asked_by: actor.id, asked_at: now, problem: '' };
    await on<ChannelsTables>(tx)
      .insertInto('channels.broadcast')
      .values({ delivery_id: input.id, ...asked })
      .onConflict((conflict) => conflict.column('delivery_id').doUpdateSet(asked).where('channels.broadcast.state', '=', 'cancelled'))
      .execute();
    const queue = `channels:${delivery.connectionId}`;
    await enqueue(broadcastJob, { deliveryId: input.id }, { key: `channels-broadcast:${input.id}`, queue });
    return { releaseId: delivery.releaseId };
  },
  ledger: (input) => ({ subject: `delivery:${input.id}`, facts: { broadcast: 'asked', understood: input.understood } }),
});

const noBroadcast: Refusal = {
  code: 'no-broadcast',
  message: { vi: 'Kênh này không gửi được tin tới người quan tâm.', en: 'This channel cannot push a post to followers.' },
};
const notNow: Refusal = {
  code: 'not-active',
  message: { vi: 'Tài khoản không hoạt động hoặc tin đã kết thúc.', en: 'The account is not active, or the release has ended.' },
};
const already: Refusal = {
  code: 'already',
  message: {
    vi: 'Bài này đã được gửi tới người quan tâm; mỗi bài chỉ gửi một lần.',
    en: 'This post was pushed already; each is pushed once.',
  },
};
const usedUp = (most: string): Refusal => ({
  code: 'used-up',
  message: {
    vi: `Tháng này tài khoản đã gửi đủ ${most} lần.`,
    en: `The account has used its ${most} broadcasts of this month.`,
  },
});
