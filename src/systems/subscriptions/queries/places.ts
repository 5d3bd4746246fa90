import { type Db, query, sql } from '#kernel/db.ts';

/**
 * The place that a release names, with all in which it lies and all that lie in it on a day. Whoever follows a province wants what
 * happens in its communes; whoever follows a commune is concerned by what is said of the whole province. Not the neighbours: a
 * commune's news is not for the next one. A code that was no unit on that day stands for itself.
 */
export async function placesToTell(tx: Db, code: string | undefined, day: string): Promise<string[]> {
  if (code === undefined) return [];
  const rows = await query<{ code: string }>(
    tx,
    sql<{ code: string }>`with recursive
      unit as (select code, parent_code from agencies.unit where valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)),
      above as (select code, parent_code from unit where code = ${code}
        union select u.code, u.parent_code from unit u join above a on u.code = a.parent_code),
      below as (select code from unit where code = ${code}
        union select u.code from unit u join below b on u.parent_code = b.code)
      select code from above union select code from below`,
  );
  return [...new Set([code, ...rows.map((row) => row.code)])];
}
