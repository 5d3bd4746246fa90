import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { PickupTables } from '../db.gen.ts';
import { MANAGE } from '../permissions.ts';
import { findOutlet } from '../queries/outlets.ts';
import { OutletRef } from '../schemas.ts';

function pausing(name: string, vi: string, en: string, paused: boolean) {
  return defineAction({
    name: `pickup.${name}`,
    title: { vi, en },
    input: OutletRef,
    permission: MANAGE,
    scope: async (tx, { id }) => (await findOutlet(tx, id))?.agencyId,
    async run({ tx, now }, { id }) {
      await on<PickupTables>(tx)
        .updateTable('pickup.outlet')
        .set(paused ? { paused_at: now } : { paused_at: null, next_at: now, failures: 0 })
        .where('id', '=', id)
        .execute();
      return { id };
    },
    ledger: ({ id }) => ({ subject: `outlet:${id}`, facts: { paused } }),
  });
}

/** The outlet's feed is asked no more; what was found stays. */
export const pauseOutlet = pausing('pause-outlet', 'Ngừng đọc nguồn tin', 'Stop reading a feed', true);

/** It is asked again from now on. */
export const resumeOutlet = pausing('resume-outlet', 'Đọc lại nguồn tin', 'Read a feed again', false);
