import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { cancelDeliveries } from '../press/cancel-deliveries.ts';
import { closeHooks, findHook } from '../press/hooks.ts';
import { HookRef } from '../press/schemas.ts';
import { PRESS } from '../rules/states.ts';

/** Nothing more is sent there, at once. */
export const closeHook = defineAction({
  name: 'information.close-press-hook',
  title: { vi: 'Đóng địa chỉ nhận của tòa soạn', en: 'Close a newsroom’s address' },
  input: HookRef,
  permission: PRESS,
  scope: async (tx, { hook }) => (await findHook(tx, hook))?.agencyId,
  async run({ tx, now }, { hook }) {
    const found = await findHook(tx, hook);
    if (!found) throw notFound();
    await closeHooks(tx, found.journalistId, now);
    await cancelDeliveries(tx, found.journalistId, now);
    return { id: hook };
  },
  ledger: ({ hook }) => ({ subject: `press-hook:${hook}`, facts: { closed: true } }),
});
