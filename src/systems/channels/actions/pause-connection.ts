import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { findConnection } from '../queries/connections.ts';
import { ConnectionRef } from '../schemas.ts';

/** Stops everything that would leave for an account, at once and by one person; going on takes two. */
export const pauseConnection = defineAction({
  name: 'channels.pause-connection',
  title: { vi: 'Tạm dừng tài khoản', en: 'Pause an account' },
  input: ConnectionRef,
  permission: 'channels.approve',
  scope: async (tx, input) => (await findConnection(tx, input.id))?.agencyId,
  async refuse({ tx }, input) {
    const connection = await findConnection(tx, input.id);
    if (!connection) throw notFound();
    return connection.status === 'active'
      ? []
      : [{ code: 'not-active', message: { vi: 'Tài khoản này không hoạt động.', en: 'This account is not active.' } }];
  },
  async run({ tx }, input) {
    await on<ChannelsTables>(tx)
      .updateTable('channels.connection')
      .set((eb) => ({ status: 'paused', version: eb('version', '+', 1) }))
      .where('id', '=', input.id)
      .execute();
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `connection:${input.id}`, facts: { paused: true } }),
});
