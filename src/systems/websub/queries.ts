import { type Db, query, sql } from '#kernel/db.ts';

/** How full the hub is, and what it knows of one host, topic and callback. */
export interface Counts {
  readonly topics: number;
  readonly subscriptions: number;
  readonly requests: number;
  readonly requestsOfHost: number;
  readonly ofHost: number;
  readonly topicKnown: boolean;
  readonly followed: boolean;
}

export async function counts(db: Db, { host, topic, callback }: { host: string; topic: string; callback: string }): Promise<Counts> {
  const [row] = await query<Counts>(
    db,
    sql<Counts>`select
      (select count(*) from websub.topic) as topics,
      (select count(*) from websub.subscription where ended_at is null) as subscriptions,
      (select count(*) from websub.request) as requests,
      (select count(*) from websub.request where host = ${host}) as "requestsOfHost",
      (select count(*) from websub.subscription where host = ${host} and ended_at is null) as "ofHost",
      exists (select 1 from websub.topic where address = ${topic}) as "topicKnown",
      exists (select 1 from websub.subscription where topic = ${topic} and callback = ${callback} and ended_at is null) as followed`,
  );
  if (!row) throw new Error('a select without a row');
  return row;
}
