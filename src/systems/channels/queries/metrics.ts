import { type Db, on, query, sql } from '#kernel/db.ts';
import { dateOf, now } from '#kernel/time.ts';
import type { Measured } from '../adapters/adapter.ts';
import type { ChannelsTables } from '../db.gen.ts';
import type { Platform } from '../rules/platforms.ts';
import { COMPARED_AT_DAYS, FIGURE_LATE_DAYS, type MaybeValue } from '../rules/trial.ts';

export interface Metric {
  readonly platform: Platform;
  readonly name: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly kind: 'count' | 'unique';
}

/** The figures that platforms give on a day. */
export function metricsOn(db: Db, day: string): Promise<Metric[]> {
  return query<Metric>(
    db,
    sql<Metric>`select platform, name, title_vi as "titleVi", title_en as "titleEn", kind from channels.metric
      where valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date) order by platform, name`,
  );
}

/** Keeps what a platform told of a post; of figures that do not hold on that day nothing is kept. */
export async function keepMeasured(db: Db, deliveryId: string, platform: Platform, measured: readonly Measured[]): Promise<void> {
  for (const one of measured) {
    const known = (await metricsOn(db, one.day)).some((metric) => metric.platform === platform && metric.name === one.metric);
    if (!known) continue;
    const values = { value: one.value, fetched_at: now() };
    await on<ChannelsTables>(db)
      .insertInto('channels.metric_fact')
      .values({ delivery_id: deliveryId, metric: one.metric, day: one.day, ...values })
      .onConflict((conflict) => conflict.columns(['delivery_id', 'metric', 'day']).doUpdateSet(values))
      .execute();
  }
}

export interface LatestValue {
  readonly deliveryId: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly day: string;
  readonly value: number;
}

/** The newest value of each figure of a release's posts, each beside its own post: nothing is added up. */
export function latestOf(db: Db, releaseId: string): Promise<LatestValue[]> {
  return query<LatestValue>(
    db,
    sql<LatestValue>`select distinct on (f.delivery_id, f.metric) f.delivery_id as "deliveryId", m.title_vi as "titleVi", m.title_en as "titleEn", f.day, f.value
      from channels.metric_fact f join channels.delivery d on d.id = f.delivery_id join channels.connection c on c.id = d.connection_id
      join channels.metric m on m.platform = c.platform and m.name = f.metric and m.valid_from <= f.day and (m.valid_to is null or m.valid_to > f.day)
      where d.release_id = ${releaseId}::uuid order by f.delivery_id, f.metric, f.day desc`,
  );
}

/**
 * Posts of an agency on a platform, published between two days, each with its value of one figure at the age at which posts are
 * compared; null where the platform told none of about that age.
 */
export async function postValues(
  db: Db,
  which: { readonly agencyId: string; readonly platform: string; readonly metric: string; readonly from: string; readonly to: string },
): Promise<MaybeValue[]> {
  const day = sql`(r.published_at at time zone 'Asia/Ho_Chi_Minh')::date`;
  const rows = await query<{ at: Date; value: number | null; code: string }>(
    db,
    sql<{ at: Date; value: number | null; code: string }>`select distinct on (d.id) r.published_at as at, f.value, r.code
      from channels.delivery d join channels.connection c on c.id = d.connection_id join channels.release r on r.id = d.release_id
      left join channels.metric_fact f on f.delivery_id = d.id and f.metric = ${which.metric}
        and f.day between ${day} + ${COMPARED_AT_DAYS - FIGURE_LATE_DAYS}::int and ${day} + ${COMPARED_AT_DAYS}::int
      where c.agency_id = ${which.agencyId}::uuid and c.platform = ${which.platform} and d.post_id is not null
        and r.published_at >= ${which.from}::date - interval '1 day' and r.published_at < ${which.to}::date + interval '2 days'
      order by d.id, f.day desc`,
  );
  return rows.map(({ at, value, code }) => ({ day: dateOf(at), value, code }));
}
