import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { findBroadcast } from '../queries/broadcasts.ts';
import { findDelivery } from '../queries/deliveries.ts';
import { BroadcastSettled } from '../schemas.ts';
import { agencyOfDelivery } from '../staff-step.ts';

/** Nobody can look up a broadcast over the interface: a person has looked in the platform's own manager and says what is there. */
export const settleBroadcast = defineAction({
  name: 'channels.settle-broadcast',
  title: { vi: 'Xác nhận tin đã gửi tới người quan tâm hay chưa', en: 'Say whether a broadcast went out' },
  input: BroadcastSettled,
  permission: 'channels.approve',
  scope: (tx, input) => agencyOfDelivery(tx, input.id),
  async refuse({ tx }, input) {
    return (await findBroadcast(tx, input.id))?.state === 'unconfirmed' ? [] : [known];
  },
  async run({ tx, actor }, input) {
    const delivery = await findDelivery(tx, input.id);
    if (!delivery) throw notFound();
    await on<ChannelsTables>(tx)
      .updateTable('channels.broadcast')
      .set({ state: input.found === 'sent' ? 'sent' : 'cancelled', settled_by: actor.id, problem: '' })
      .where('delivery_id', '=', input.id)
      .execute();
    return { releaseId: delivery.releaseId };
  },
  ledger: (input) => ({ subject: `delivery:${input.id}`, facts: { broadcast: input.found, by: 'person' } }),
});

const known: Refusal = {
  code: 'known',
  message: { vi: 'Lần gửi này không chờ xác nhận.', en: 'This broadcast does not wait for an answer.' },
};
