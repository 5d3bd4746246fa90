import { defineAction } from '#kernel/action.ts';
import { on, sql } from '#kernel/db.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { instant } from '#kernel/time.ts';
import type { PickupTables } from '../db.gen.ts';
import { MANAGE } from '../permissions.ts';
import { Asked } from '../schemas.ts';

const EVERY_MS = 5 * 60_000;
const LONGEST_MS = 24 * 3_600_000;
const KEPT_MS = 7 * 86_400_000;

/** Done by the product: how asking an outlet went. After a failure it is asked at ever longer intervals, a day at most. */
export const recordAsk = defineAction({
  name: 'pickup.record-ask',
  title: { vi: 'Ghi nhận lần đọc nguồn tin', en: 'Record how a feed was read' },
  input: Asked,
  permission: MANAGE,
  scope: () => EVERYWHERE,
  async run({ tx, now }, { id, etag, lastModified, problem }) {
    const db = on<PickupTables>(tx);
    const { failures } = await db
      .updateTable('pickup.outlet')
      .set({ etag, last_modified: lastModified, problem, asked_at: now, failures: problem === null ? 0 : sql<number>`failures + 1` })
      .where('id', '=', id)
      .returning('failures')
      .executeTakeFirstOrThrow();
    const wait = Math.min(LONGEST_MS, EVERY_MS * 2 ** Math.min(failures, 10));
    await db
      .updateTable('pickup.outlet')
      .set({ next_at: instant(now.getTime() + wait) })
      .where('id', '=', id)
      .execute();
    await db
      .updateTable('pickup.article')
      .set({ fingerprints: [] })
      .where('outlet_id', '=', id)
      .where('seen_at', '<', instant(now.getTime() - KEPT_MS))
      .where(sql<boolean>`cardinality(fingerprints) > 0`)
      .execute();
    return { id, failures };
  },
  ledger: () => undefined,
});
