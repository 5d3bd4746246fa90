import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import type { InformationTables } from '../db.gen.ts';
import { findHook } from '../press/hooks.ts';
import { HookRef } from '../press/schemas.ts';
import { PRESS } from '../rules/states.ts';

/** The second person: from now on embargoed copies go to that address. The database holds the same rule. */
export const confirmHook = defineAction({
  name: 'information.confirm-press-hook',
  title: { vi: 'Xác nhận địa chỉ nhận của tòa soạn', en: 'Confirm a newsroom’s address' },
  input: HookRef,
  permission: PRESS,
  scope: async (tx, { hook }) => (await findHook(tx, hook))?.agencyId,
  async refuse({ tx, actor }, { hook }) {
    const found = await findHook(tx, hook);
    if (!found) throw notFound();
    if (found.proposedBy !== actor.id) return [];
    const message = {
      vi: 'Người đề nghị không tự xác nhận; cần người thứ hai.',
      en: 'Who proposed it cannot confirm it; a second person must.',
    };
    return [{ code: 'same-person', message }];
  },
  async run({ tx, actor, now }, { hook }) {
    await on<InformationTables>(tx)
      .updateTable('information.press_hook')
      .set({ confirmed_by: actor.id, confirmed_at: now })
      .where('id', '=', hook)
      .where('confirmed_at', 'is', null)
      .execute();
    return { id: hook };
  },
  ledger: ({ hook }) => ({ subject: `press-hook:${hook}`, facts: { confirmed: true } }),
});
