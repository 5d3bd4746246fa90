import { type Db, on, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { WebsubTables } from './db.gen.ts';

/** A subscription as the operator sees it. */
export interface Subscriber {
  readonly id: string;
  readonly topic: string;
  readonly callback: string;
  readonly host: string;
  readonly leaseUntil: Date;
  readonly since: Date;
  readonly secret: boolean;
  readonly endedAt: Date | null;
  readonly endedWhy: string | null;
  /** When it took something last. */
  readonly sentAt: Date | null;
  readonly attempts: number | null;
  readonly lastError: string | null;
  readonly nextAt: Date | null;
}

/** Subscriptions, those with something waiting first, then the newest; at most 200. */
export function subscribers(db: Db): Promise<Subscriber[]> {
  return query<Subscriber>(
    db,
    sql<Subscriber>`select s.id, s.topic, s.callback, s.host, s.lease_until as "leaseUntil", s.since, s.sealed is not null as secret,
        s.ended_at as "endedAt", s.ended_why as "endedWhy", w.attempts, w.last_error as "lastError", w.next_at as "nextAt",
        (select max(d.done_at) from websub.delivery d where d.subscription_id = s.id and d.state = 'sent') as "sentAt"
      from websub.subscription s left join websub.delivery w on w.subscription_id = s.id and w.state = 'waiting'
      order by s.ended_at is not null, w.attempts desc nulls last, s.since desc, s.id limit 200`,
  );
}

/** A host that does not answer as it should. */
export interface TroubledHost {
  readonly host: string;
  readonly failures: number;
  readonly notBefore: Date;
  readonly waiting: number;
}

export function troubledHosts(db: Db): Promise<TroubledHost[]> {
  return query<TroubledHost>(
    db,
    sql<TroubledHost>`select h.host, h.failures, h.not_before as "notBefore",
        (select count(*) from websub.delivery d join websub.subscription s on s.id = d.subscription_id
          where s.host = h.host and d.state = 'waiting') as waiting
      from websub.host h order by h.failures desc, h.host limit 100`,
  );
}

/** Figures of the hub as a whole. */
export interface HubFigures {
  readonly subscriptions: number;
  readonly hosts: number;
  readonly topics: number;
  readonly unconfirmed: number;
  readonly waiting: number;
  readonly sentToday: number;
}

export async function hubFigures(db: Db): Promise<HubFigures> {
  const [row] = await query<HubFigures>(
    db,
    sql<HubFigures>`select
      (select count(*) from websub.subscription where ended_at is null) as subscriptions,
      (select count(distinct host) from websub.subscription where ended_at is null) as hosts,
      (select count(distinct topic) from websub.subscription where ended_at is null) as topics,
      (select count(*) from websub.request) as unconfirmed,
      (select count(*) from websub.delivery where state = 'waiting') as waiting,
      (select count(*) from websub.delivery where state = 'sent' and done_at > ${now()}::timestamptz - interval '1 day') as "sentToday"`,
  );
  if (!row) throw new Error('a select without a row');
  return row;
}

/** A subscription that holds, by its id. */
export function findSubscription(db: Db, id: string) {
  return on<WebsubTables>(db)
    .selectFrom('websub.subscription')
    .select(['id', 'topic', 'callback', 'host'])
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}
