import { type Db, on, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import type { Tables } from '../tables.ts';

export interface ImportRun {
  readonly id: string;
  readonly name: string;
  /** Whose editors look at it; null: all. */
  readonly agencyId: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly added: number;
  readonly repeated: number;
  readonly refused: number;
  /** Lines with something to look at. */
  readonly open: number;
}

const MOST_RUNS = 100;

function runs(db: Db) {
  return on<Tables>(db)
    .selectFrom('library.import_run as run')
    .select([
      'run.id',
      'run.name',
      'run.agency_id as agencyId',
      'run.started_at as startedAt',
      'run.finished_at as finishedAt',
      'run.added',
      'run.repeated',
      'run.refused',
    ])
    .select((eb) =>
      eb
        .selectFrom('library.finding')
        .select((inner) => inner.fn.count<number>('line').distinct().as('lines'))
        .whereRef('run_id', '=', 'run.id')
        .where('settled_at', 'is', null)
        .as('open'),
    );
}

/** The newest imports. */
export async function importRuns(db: Db): Promise<ImportRun[]> {
  const rows = await runs(db).orderBy('run.started_at', 'desc').limit(MOST_RUNS).execute();
  return rows.map((row) => ({ ...row, open: row.open ?? 0 }));
}

export async function importRun(db: Db, id: string): Promise<ImportRun | undefined> {
  if (!isId(id)) return undefined;
  const row = await runs(db).where('run.id', '=', id).executeTakeFirst();
  return row && { ...row, open: row.open ?? 0 };
}

export interface ImportRowView {
  readonly line: number;
  readonly name: string;
  readonly outcome: 'added' | 'repeated' | 'refused';
  readonly documentId: string | null;
  readonly numberNotation: string | null;
  readonly abstract: string | null;
  readonly reason: string | null;
  readonly findings: readonly {
    readonly field: string;
    readonly code: string;
    readonly given: string | null;
    readonly suggested: string | null;
  }[];
}

export const ROWS_PER_PAGE = 50;

/** Lines of a run after a line number; with `onlyOpen` those that an editor should look at. */
export function importRows(db: Db, runId: string, after: number, onlyOpen: boolean): Promise<ImportRowView[]> {
  return query<ImportRowView>(
    db,
    sql<ImportRowView>`
      select row.line, row.name, row.outcome, row.document_id as "documentId", row.number_notation as "numberNotation", row.abstract,
        row.reason, coalesce(open.findings, '[]') as findings
      from library.import_row row
      left join lateral (
        select json_agg(json_build_object('field', f.field, 'code', f.code, 'given', f.given, 'suggested', f.suggested) order by f.field, f.code) as findings
        from library.finding f where f.run_id = row.run_id and f.line = row.line and f.settled_at is null
      ) open on true
      where row.run_id = ${runId} and row.line > ${after}
        and (not ${onlyOpen}::boolean or open.findings is not null or row.outcome = 'refused')
      order by row.line limit ${ROWS_PER_PAGE + 1}`,
  );
}

/** What is open for one document. */
export async function findingsOf(db: Db, documentId: string) {
  return on<Tables>(db)
    .selectFrom('library.finding')
    .select(['field', 'code', 'given', 'suggested'])
    .where('document_id', '=', documentId)
    .where('settled_at', 'is', null)
    .orderBy('field')
    .execute();
}
