import { type Db, query, sql } from '#kernel/db.ts';

export interface DeliveryLine {
  readonly id: string;
  readonly about: 'copy' | 'recall' | 'communique' | 'moment';
  readonly state: 'queued' | 'delivered' | 'failed' | 'cancelled';
  readonly fullName: string;
  readonly outlet: string;
  /** Code of the release, or the communiqué's day. */
  readonly what: string;
  readonly attempts: number;
  readonly problem: string | null;
  readonly changedAt: Date;
}

/** What an agency sent to newsrooms' systems, the last first; at most 100. */
export function deliveriesOfAgency(db: Db, agencyId: string): Promise<DeliveryLine[]> {
  return query<DeliveryLine>(
    db,
    sql<DeliveryLine>`select d.id, d.about, d.state, j.full_name as "fullName", j.outlet, coalesce(r.code, d.day::text) as what, d.attempts, d.problem,
        d.changed_at as "changedAt"
      from information.press_delivery d join information.journalist j on j.id = d.journalist_id
        left join information.release r on r.id = d.release_id
      where j.agency_id = ${agencyId} order by d.changed_at desc limit 100`,
  );
}
