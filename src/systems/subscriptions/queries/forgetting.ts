import { forgetAddress } from '#core/notifications/index.ts';
import { type Db, query, sql, transaction } from '#kernel/db.ts';

/**
 * Two days after they were asked for: requests, with the address unless something else is sent to it. So do counts of
 * askers, and wishes of browsers that let go and of mailboxes that are no more.
 */
export async function forgetUnconfirmed(db: Db, at: Date): Promise<void> {
  await transaction(db, async (tx) => {
    const gone = await query<{ addressId: number }>(
      tx,
      sql<{ addressId: number }>`delete from subscriptions.request where asked_at < ${at}::timestamptz - interval '48 hours'
        returning address_id as "addressId"`,
    );
    for (const addressId of new Set(gone.map((one) => one.addressId))) {
      const [used] = await query(
        tx,
        sql`select 1 from subscriptions.follow where address_id = ${addressId}
          union all select 1 from subscriptions.request where address_id = ${addressId} limit 1`,
      );
      if (!used) await forgetAddress(tx, addressId);
    }
    await query(
      tx,
      sql`delete from subscriptions.follow f where not exists (select 1 from notifications.address a where a.id = f.address_id)`,
    );
    await query(tx, sql`delete from subscriptions.asked where at < ${at}::timestamptz - interval '2 days'`);
  });
}
