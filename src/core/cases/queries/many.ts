import { type Db, query, sql } from '#kernel/db.ts';
import type { CaseEvent, CaseRecord } from '../types.ts';
import { caseColumns, caseOf, type CaseRow } from './cases.ts';

/** The cases of these ids, in the order of their codes. */
export async function findCases(db: Db, ids: readonly string[]): Promise<CaseRecord[]> {
  if (ids.length === 0) return [];
  const rows = await query<CaseRow>(
    db,
    sql<CaseRow>`select ${caseColumns} from cases.case_record c where c.id = any(${sql.val([...ids])}::uuid[]) order by c.code`,
  );
  return rows.map(caseOf);
}

/** What happened to each of these cases, in order. */
export async function eventsOfCases(db: Db, ids: readonly string[]): Promise<Map<string, Pick<CaseEvent, 'at' | 'event' | 'toState'>[]>> {
  type Row = Pick<CaseEvent, 'at' | 'event' | 'toState'> & { readonly caseId: string };
  if (ids.length === 0) return new Map();
  const rows = await query<Row>(
    db,
    sql<Row>`select case_id as "caseId", at, event, to_state as "toState" from cases.event
      where case_id = any(${sql.val([...ids])}::uuid[]) order by case_id, number`,
  );
  return Map.groupBy(rows, ({ caseId }) => caseId);
}
