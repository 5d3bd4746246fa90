import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { enqueue } from '#kernel/jobs.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { deliverJob } from '../jobs.ts';
import { findDelivery } from '../queries/deliveries.ts';
import { STANDING } from '../rules/states.ts';
import { DeliveryRef } from '../schemas.ts';
import { agencyOfDelivery, stepRefusals } from '../staff-step.ts';

/** Puts the newest text of the release on the account again, as when somebody changed the post there. */
export const correctDelivery = defineAction({
  name: 'channels.correct-delivery',
  title: { vi: 'Đăng lại bản mới nhất', en: 'Put the newest text there again' },
  input: DeliveryRef,
  permission: 'channels.approve',
  scope: (tx, input) => agencyOfDelivery(tx, input.id),
  refuse: ({ tx }, input) => stepRefusals(tx, input, STANDING),
  async run({ tx }, input) {
    const delivery = await findDelivery(tx, input.id);
    await on<ChannelsTables>(tx)
      .updateTable('channels.delivery')
      .set((eb) => ({ posted_revision: 0, problem: '', version: eb('version', '+', 1) }))
      .where('id', '=', input.id)
      .execute();
    await enqueue(
      tx,
      deliverJob,
      { deliveryId: input.id },
      { key: `channels:${input.id}`, queue: `channels:${delivery?.connectionId ?? ''}` },
    );
    return { releaseId: delivery?.releaseId ?? '' };
  },
  ledger: (input) => ({ subject: `delivery:${input.id}`, facts: { corrected: 'again' } }),
});
