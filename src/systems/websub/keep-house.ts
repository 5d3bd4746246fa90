import { type Db, query, sql, transaction } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';

/** Ends what was not renewed, and forgets what nobody needs any more. */
export function keepHouse(db: Db): Promise<void> {
  const at = now();
  return transaction(db, async (tx) => {
    await query(
      tx,
      sql`update websub.subscription set ended_at = ${at}, ended_why = 'expired' where ended_at is null and lease_until <= ${at}`,
    );
    await query(
      tx,
      sql`update websub.delivery d set state = 'dropped', done_at = ${at} from websub.subscription s
        where s.id = d.subscription_id and d.state = 'waiting' and s.ended_at is not null`,
    );
    await query(
      tx,
      sql`delete from websub.topic t where not exists (
        select 1 from websub.subscription s where s.topic = t.address and s.ended_at is null)`,
    );
    await query(tx, sql`delete from websub.delivery where state <> 'waiting' and done_at < ${at}::timestamptz - interval '30 days'`);
    await query(tx, sql`delete from websub.subscription where ended_at < ${at}::timestamptz - interval '90 days'`);
    await query(tx, sql`delete from websub.host h where not_before < ${at}::timestamptz - interval '7 days'`);
  });
}
