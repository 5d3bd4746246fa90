import { type Db, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { BroadcastState } from '../rules/broadcast.ts';

export interface BroadcastRow {
  readonly deliveryId: string;
  readonly state: BroadcastState;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly sendingAt: Date | null;
  readonly lookAgainAt: Date | null;
  readonly messageId: string | null;
  readonly problem: string;
  readonly settledBy: string | null;
}

const columns = sql`delivery_id as "deliveryId", state, asked_by as "askedBy", asked_at as "askedAt", sending_at as "sendingAt",
  look_again_at as "lookAgainAt", message_id as "messageId", problem, settled_by as "settledBy" from channels.broadcast`;

export async function findBroadcast(db: Db, deliveryId: string): Promise<BroadcastRow | undefined> {
  const [found] = await query<BroadcastRow>(db, sql<BroadcastRow>`select ${columns} where delivery_id = ${deliveryId}::uuid`);
  return found;
}

/** How many broadcasts of an account have, or may have, gone out this month: platforms count by the calendar month. */
export async function broadcastsThisMonth(db: Db, connectionId: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    db,
    sql<{ count: number }>`select count(*)::int as count from channels.broadcast b join channels.delivery d on d.id = b.delivery_id
      where d.connection_id = ${connectionId}::uuid and b.state in ('asked', 'sending', 'sent', 'unconfirmed')
        and date_trunc('month', coalesce(b.sending_at, b.asked_at) at time zone 'Asia/Ho_Chi_Minh')
          = date_trunc('month', ${now()}::timestamptz at time zone 'Asia/Ho_Chi_Minh')`,
  );
  return row?.count ?? 0;
}
