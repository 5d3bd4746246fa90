import { type Db, query, sql } from '#kernel/db.ts';
import type { PaymentNotice, Refund } from './types.ts';

/** Addresses name the lists in Vietnamese. */
export const LISTS = ['can-xu-ly', 'hoan-tra', 'chua-thu', 'tat-ca'] as const;
export type List = (typeof LISTS)[number];

/** Money that was told of, with its case and where it is. */
export interface ToldLine extends Pick<
  PaymentNotice,
  'id' | 'provider' | 'providerId' | 'amount' | 'paidAt' | 'toldAt' | 'content' | 'outcome' | 'kept' | 'givenBack' | 'toldTimes'
> {
  readonly caseCode: string | null;
  readonly contradicted: boolean;
  readonly refund: Refund['state'] | null;
}

/** What was asked for and not told of. */
export interface OpenLine {
  readonly id: string;
  readonly caseCode: string;
  readonly reference: string;
  readonly purpose: string;
  readonly amount: number;
  readonly received: number;
  readonly state: string;
  readonly until: Date;
}

/** Where a page ends, so that the next begins after it. */
export interface After {
  readonly at: string;
  readonly id: string;
}

const conditions: Readonly<Record<Exclude<List, 'chua-thu'>, ReturnType<typeof sql>>> = {
  'can-xu-ly': sql`and (n.amount > n.kept + n.given_back or n.contradicted is not null
    or exists (select 1 from services.refund f where f.notice_id = n.id and (f.state = 'refused' or (f.state = 'asked' and n.provider = 'cash'))))`,
  'hoan-tra': sql`and n.given_back > 0`,
  'tat-ca': sql``,
};

/** Of an agency; undefined: of all, and of those of which nobody knows the agency. */
const whose = (agencyId: string | undefined) => (agencyId === undefined ? sql`true` : sql`n.agency_id = ${agencyId}`);

/** Money that was told of, the newest first. */
export function toldLines(
  db: Db,
  agencyId: string | undefined,
  list: Exclude<List, 'chua-thu'>,
  after: After | undefined,
  limit: number,
): Promise<ToldLine[]> {
  const behind = after ? sql`and (n.told_at, n.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``;
  return query<ToldLine>(
    db,
    sql<ToldLine>`select n.id, n.provider, n.provider_id as "providerId", n.amount, n.paid_at as "paidAt", n.told_at as "toldAt", n.content,
        n.outcome, n.kept, n.given_back as "givenBack", n.told_times as "toldTimes", n.contradicted is not null as contradicted,
        c.code as "caseCode", (select max(f.state) from services.refund f where f.notice_id = n.id) as refund
      from services.payment_notice n
      left join services.payment_request r on r.id = n.request_id left join cases.case_record c on c.id = r.case_id
      where ${whose(agencyId)} ${conditions[list]} ${behind}
      order by n.told_at desc, n.id desc limit ${limit}`,
  );
}

/** What was asked for and is not there in full, the soonest to run out first. */
export function openLines(db: Db, agencyId: string | undefined, limit: number): Promise<OpenLine[]> {
  return query<OpenLine>(
    db,
    sql<OpenLine>`select n.id, c.code as "caseCode", n.reference, n.purpose, n.amount, n.received, n.state, n.until
      from services.payment_request n join cases.case_record c on c.id = n.case_id
      where ${whose(agencyId)} and n.state = 'waiting' order by n.until, n.id limit ${limit}`,
  );
}
