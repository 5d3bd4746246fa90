import { type Db, on, query, sql } from '#kernel/db.ts';
import type { ServicesTables } from '../db.gen.ts';
import { GAP_FIELDS, type GapField } from './entry.ts';

/** How a field fared over the newest versions of all records. */
export interface FieldReport {
  readonly field: GapField;
  readonly pieces: number;
  readonly parsed: number;
  /** Where the source itself says nothing: neither read nor unread. */
  readonly unsaid: number;
  readonly reasons: readonly { readonly reason: string; readonly pieces: number; readonly procedures: number }[];
}

export interface ImportRun {
  readonly id: string;
  readonly fileName: string;
  readonly recordsDay: string | null;
  readonly beganAt: Date;
  readonly finishedAt: Date | null;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly returned: number;
  readonly gone: number;
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

export interface ImportReport {
  readonly procedures: number;
  readonly gone: number;
  readonly fields: readonly FieldReport[];
  /** The newest finished run that the catalogue stands on. */
  readonly newest: ImportRun | undefined;
}

/** What could be taken apart and what not, over the records as they are now. */
export async function importReport(db: Db): Promise<ImportReport> {
  const [[sizes], tallies, gaps, [newest]] = await Promise.all([
    query(
      db,
      sql<{ procedures: number; gone: number }>`
        select count(*) filter (where gone_since is null) as procedures, count(*) filter (where gone_since is not null) as gone
        from services.procedure where origin = 'national'`,
    ),
    query(
      db,
      sql<{ field: GapField; pieces: number; parsed: number; unsaid: number }>`
        select t.key as field, sum((t.value ->> 0)::int)::int as pieces, sum((t.value ->> 1)::int)::int as parsed, sum((t.value ->> 2)::int)::int as unsaid
        from services.procedure p, jsonb_each(p.tally) t where p.origin = 'national' and p.gone_since is null group by 1`,
    ),
    query(
      db,
      sql<{ field: GapField; reason: string; pieces: number; procedures: number }>`
        select g.field, g.reason, sum(g.pieces)::int as pieces, count(*) as procedures
        from services.procedure_gap g join services.procedure p on p.code = g.code and p.gone_since is null
        group by 1, 2 order by 3 desc`,
    ),
    importRuns(db, 1),
  ]);
  const fields = GAP_FIELDS.map((field) => {
    const tally = tallies.find((one) => one.field === field);
    const reasons = gaps.filter((gap) => gap.field === field);
    return { field, pieces: tally?.pieces ?? 0, parsed: tally?.parsed ?? 0, unsaid: tally?.unsaid ?? 0, reasons };
  });
  return { procedures: sizes?.procedures ?? 0, gone: sizes?.gone ?? 0, fields, newest };
}

/** The newest runs. */
export async function importRuns(db: Db, limit: number): Promise<ImportRun[]> {
  const rows = await on<ServicesTables>(db)
    .selectFrom('services.procedure_import')
    .select(['id', 'file_name as fileName', 'records_day as recordsDay', 'began_at as beganAt', 'finished_at as finishedAt'])
    .select(['added', 'changed', 'unchanged', 'returned', 'gone', 'refused'])
    .orderBy('began_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, refused: row.refused as ImportRun['refused'] }));
}

export interface GapRow {
  readonly code: string;
  readonly name: string;
  readonly pieces: number;
  readonly sample: string;
}

/** Procedures with a gap of one kind, by code, from behind one on; one more than `limit` tells that there are more. */
export function gapsOf(db: Db, field: string, reason: string, after: string, limit: number): Promise<GapRow[]> {
  return query(
    db,
    sql<GapRow>`select g.code, p.name, g.pieces, g.sample
      from services.procedure_gap g join services.procedure p on p.code = g.code and p.gone_since is null
      where g.field = ${field} and g.reason = ${reason} and g.code > ${after} order by g.code limit ${limit}`,
  );
}
