import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { asIs, Type } from '#kernel/schema.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { broadcastStates } from '../rules/broadcast.ts';

const BroadcastStep = Type.Object(
  {
    deliveryId: Type.String(),
    from: Type.Enum([...broadcastStates]),
    to: Type.Enum([...broadcastStates]),
    problem: Type.String(),
    messageId: Type.Optional(Type.String()),
    lookAgainAt: Type.Optional(Type.Unsafe<Date>(Type.Any())),
  },
  asIs,
);

/** Moves a broadcast by one step, if it still is where its carrier saw it; whether it was. */
export const recordBroadcast = defineAction({
  name: 'channels.record-broadcast',
  title: { vi: 'Ghi một bước gửi tới người quan tâm', en: 'Record a step of a broadcast' },
  input: BroadcastStep,
  permission: 'channels.carry',
  async run({ tx, now }, input) {
    const changed = await on<ChannelsTables>(tx)
      .updateTable('channels.broadcast')
      .set({
        state: input.to,
        problem: input.problem.slice(0, 500),
        look_again_at: input.lookAgainAt ?? null,
        ...(input.to === 'sending' ? { sending_at: now } : {}),
        ...(input.messageId === undefined ? {} : { message_id: input.messageId }),
      })
      .where('delivery_id', '=', input.deliveryId)
      .where('state', '=', input.from)
      .executeTakeFirst();
    return { moved: changed.numUpdatedRows > 0n };
  },
  ledger: (input, { moved }) =>
    moved && input.from !== input.to
      ? { subject: `delivery:${input.deliveryId}`, facts: { broadcast: input.to, messageId: input.messageId ?? '' } }
      : undefined,
});
