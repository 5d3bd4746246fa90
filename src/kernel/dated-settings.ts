import { type Db, query, sql } from './db.ts';
import { dateOf } from './time.ts';

/**
 * Limits kept as dated rows (name, valid_from, value) of a table `schema.table`: of each name the newest row not later than the day
 * of an instant. The function returned throws for a name without a row in force.
 */
export async function datedSettings(db: Db, table: `${string}.${string}`, at: Date): Promise<(name: string) => number> {
  const rows = await query<{ name: string; value: number }>(
    db,
    sql`select distinct on (name) name, value from ${sql.table(table)} where valid_from <= ${dateOf(at)}::date order by name, valid_from desc`,
  );
  const values = new Map(rows.map((row) => [row.name, row.value]));
  return (name) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`${table} has no row "${name}" in force`);
    return value;
  };
}
