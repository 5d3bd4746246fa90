import { type Db, query, sql } from '#kernel/db.ts';

/** Some of the running cases, as a condition on `cases.case_record`. */
export type Span = ReturnType<typeof sql>;

/** The next so many running cases after a place, and where they end. Ids grow with time, so that rows are met as they lie. */
export async function nextSpan(
  tx: Db,
  reached: string | null,
  most: number,
): Promise<{ span: Span; end: string; count: number } | undefined> {
  const after = reached ? sql`id > ${reached}::uuid` : sql`true`;
  const [end] = await query<{ id: string | null; count: number }>(
    tx,
    sql<{ id: string | null; count: number }>`select count(*)::int as count, (array_agg(id order by id desc))[1] as id from (
        select id from cases.case_record where due_at is not null and ended_at is null and ${after} order by id limit ${most}) taken`,
  );
  if (!end?.id) return undefined;
  return { span: sql`${after} and id <= ${end.id}::uuid`, end: end.id, count: end.count };
}
