import { type Db, query, sql } from '#kernel/db.ts';

/** Some of the running cases, as a condition on `cases.case_record`. */
export type Span = ReturnType<typeof sql>;

/** Where a count has arrived; cases are taken from the latest deadline to the nearest. */
export interface Reached {
  readonly at: Date;
  readonly id: string;
}

/**
 * The next so many running cases before a place, and where they end. Deadlines mostly move to later days: going from the
 * latest to the nearest, what was moved lies behind and is not met again.
 */
export async function nextSpan(
  tx: Db,
  reached: Reached | undefined,
  most: number,
): Promise<{ span: Span; end: Reached; count: number } | undefined> {
  const before = reached ? sql`(due_at, id) < (${reached.at}, ${reached.id}::uuid)` : sql`true`;
  const [end] = await query<{ at: Date | null; id: string | null; count: number }>(
    tx,
    sql<{ at: Date | null; id: string | null; count: number }>`with taken as materialized (
        select due_at, id from cases.case_record
        where due_at is not null and ended_at is null and ${before} order by due_at desc, id desc limit ${most})
      select (select count(*)::int from taken) as count, due_at as at, id from taken order by due_at, id limit 1`,
  );
  if (!end?.at || !end.id) return undefined;
  const span = sql`${before} and (due_at, id) >= (${end.at}, ${end.id}::uuid)`;
  return { span, end: { at: end.at, id: end.id }, count: end.count };
}
