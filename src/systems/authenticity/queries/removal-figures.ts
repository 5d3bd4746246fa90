import { type Db, query, sql } from '#kernel/db.ts';
import { addDays, today } from '#kernel/time.ts';
import { publicStates } from '../rules/fake-rules.ts';

/** How long removal takes on a platform. */
export interface RemovalFigures {
  readonly platform: string;
  readonly confirmed: number;
  readonly removed: number;
  /** Hours from confirmation to removal, the median of those removed. */
  readonly medianHours: number | null;
}

export function removalFigures(db: Db): Promise<RemovalFigures[]> {
  return query<RemovalFigures>(
    db,
    sql`select platform, count(*)::int as confirmed, count(removed_at)::int as removed,
        percentile_cont(0.5) within group (order by extract(epoch from removed_at - confirmed_at) / 3600)::float8 as "medianHours"
      from authenticity.fake_case
      where confirmed_at is not null and state = any(${[...publicStates]})
      group by platform order by confirmed desc, platform`,
  );
}

/** Removals of one month on one platform. */
export interface MonthOfRemovals {
  readonly platform: string;
  /** `yyyy-mm`, in the time of Vietnam. */
  readonly month: string;
  readonly removed: number;
  /** Hours from confirmation to removal: half took less, half more. */
  readonly medianHours: number;
}

const YEAR_DAYS = 366;

/** By platform and by the month in which the pages were found to be gone, the last twelve months; oldest first. */
export function removalsByMonth(db: Db): Promise<MonthOfRemovals[]> {
  const since = `${addDays(today(), -YEAR_DAYS).slice(0, 7)}-01`;
  return query<MonthOfRemovals>(
    db,
    sql`select platform, to_char(removed_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as month, count(*)::int as removed,
        percentile_cont(0.5) within group (order by extract(epoch from removed_at - confirmed_at) / 3600)::float8 as "medianHours"
      from authenticity.fake_case
      where state = 'removed' and confirmed_at is not null and (removed_at at time zone 'Asia/Ho_Chi_Minh')::date >= ${since}::date
      group by platform, month order by platform, month`,
  );
}
