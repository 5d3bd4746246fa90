import { type Db, on, query, sql, transaction } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';
import type { WebsubTables } from './db.gen.ts';
import { type Failure, hostPause, type Outcome, patience } from './rules/outcome.ts';
import type { Due } from './send-updates.ts';

/** Writes down what became of a delivery; `sent` is the hash of what was handed over. */
export function keepOutcome(db: Db, delivery: Due, outcome: Outcome, sent: string | undefined): Promise<void> {
  return transaction(db, async (tx) => {
    if (outcome.kind === 'taken') await taken(tx, delivery, sent);
    else if (outcome.kind === 'gone') await endSubscription(tx, delivery.subscriptionId, 'gone');
    else await failed(tx, delivery, outcome);
  });
}

/** A topic that has changed once more since it was read stays due. */
async function taken(tx: Db, { id, subscriptionId, topic, changes, host }: Due, sent: string | undefined): Promise<void> {
  const at = now();
  await on<WebsubTables>(tx)
    .updateTable('websub.subscription')
    .set({ sent_hash: sent ?? null })
    .where('id', '=', subscriptionId)
    .execute();
  await query(
    tx,
    sql`update websub.delivery set state = 'sent', done_at = ${at}, attempts = attempts + 1, last_error = null where id = ${id}
      and state = 'waiting' and (select t.changes from websub.topic t where t.address = ${topic}) = ${changes}`,
  );
  await on<WebsubTables>(tx).deleteFrom('websub.host').where('host', '=', host).execute();
}

/** Ends a subscription and what waited for it. */
export async function endSubscription(tx: Db, id: string, why: 'gone' | 'operator'): Promise<void> {
  const tables = on<WebsubTables>(tx);
  const at = now();
  await tables
    .updateTable('websub.subscription')
    .set({ ended_at: at, ended_why: why })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
  await tables
    .updateTable('websub.delivery')
    .set({ state: 'dropped', done_at: at })
    .where('subscription_id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

async function failed(tx: Db, { id, host, attempts }: Due, { why, askedMs }: Failure): Promise<void> {
  const at = now().getTime();
  const tables = on<WebsubTables>(tx);
  await tables
    .updateTable('websub.delivery')
    .set({ attempts: attempts + 1, last_error: why, next_at: instant(at + Math.max(patience(attempts + 1), askedMs)) })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
  const before = await tables.selectFrom('websub.host').select('failures').where('host', '=', host).forUpdate().executeTakeFirst();
  const failures = (before?.failures ?? 0) + 1;
  const not_before = instant(at + Math.max(hostPause(failures), askedMs));
  await tables
    .insertInto('websub.host')
    .values({ host, failures, not_before })
    .onConflict((conflict) => conflict.column('host').doUpdateSet({ failures, not_before }))
    .execute();
}
