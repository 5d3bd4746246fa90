import { type Db, query, sql } from '#kernel/db.ts';

/** Where the money is that was told of, in đồng: `told` = `kept` + `back` + `waiting`, and `kept` = `onCases`. */
export interface Sums {
  readonly told: number;
  readonly kept: number;
  readonly back: number;
  readonly waiting: number;
  readonly onCases: number;
  readonly refunds: number;
}

/** The reckoning over an agency, or over all. */
export async function sumsOf(db: Db, agencyId: string | undefined): Promise<Sums> {
  const mine = agencyId === undefined ? sql`true` : sql`agency_id = ${agencyId}`;
  const [row] = await query<Sums>(
    db,
    sql<Sums>`select told, kept, back, told - kept - back as waiting, "onCases", refunds from
      (select coalesce(sum(amount), 0)::bigint as told, coalesce(sum(kept), 0)::bigint as kept, coalesce(sum(given_back), 0)::bigint as back
        from services.payment_notice where ${mine}) n,
      (select coalesce(sum(received), 0)::bigint as "onCases" from services.payment_request where ${mine}) r,
      (select coalesce(sum(f.amount), 0)::bigint as refunds from services.refund f
        join services.payment_notice on payment_notice.id = f.notice_id where ${mine}) f`,
  );
  return row!;
}
