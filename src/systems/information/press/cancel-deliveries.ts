import { type Db, on } from '#kernel/db.ts';
import type { InformationTables } from '../db.gen.ts';

/** Nothing of what waits goes to this reporter any more. */
export async function cancelDeliveries(tx: Db, journalistId: string, at: Date): Promise<void> {
  await on<InformationTables>(tx)
    .updateTable('information.press_delivery')
    .set({ state: 'cancelled', changed_at: at })
    .where('journalist_id', '=', journalistId)
    .where('state', '=', 'queued')
    .execute();
}
