import { type Db, query, sql } from '#kernel/db.ts';
import type { ErrorClass } from '../adapters/zalo/calls.ts';

/** What a platform's error numbers mean on a day. */
export async function platformErrors(db: Db, platform: string, day: string): Promise<ReadonlyMap<number, ErrorClass>> {
  const rows = await query<{ code: number; class: ErrorClass }>(
    db,
    sql<{ code: number; class: ErrorClass }>`select distinct on (code) code, class from channels.platform_error
      where platform = ${platform} and valid_from <= ${day}::date order by code, valid_from desc`,
  );
  return new Map(rows.map((row) => [row.code, row.class]));
}
