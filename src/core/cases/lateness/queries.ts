import { type Db, query, sql } from '#kernel/db.ts';
import type { Rung } from './rules.ts';

/** A case on somebody's desk because time runs out or has run out. */
export interface LateCase {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly rung: Rung;
  readonly dueOn: string;
  readonly reachedAt: Date;
}

/** What lies on an agency's desk at these rungs and is not settled: ended cases and terms that moved since are not. */
export function lateCases(db: Db, agencyId: string, rungs: readonly Rung[], limit: number): Promise<LateCase[]> {
  return query<LateCase>(
    db,
    sql<LateCase>`select c.id, c.code, c.title, l.rung, l.due_on as "dueOn", l.reached_at as "reachedAt"
      from cases.lateness l join cases.case_record c on c.id = l.case_id and c.due_on = l.due_on
      where l.agency_id = ${agencyId} and l.rung = any(${[...rungs]}::text[]) and c.ended_at is null
        and (l.rung <> 'apology-due' or c.promised_on is null)
      order by l.due_on, c.id limit ${limit}`,
  );
}

/** Cases whose applicant was asked for a supplement before an instant and has not given it. */
export async function neverSupplied(db: Db, before: Date, limit: number): Promise<string[]> {
  const rows = await query<{ id: string }>(
    db,
    sql<{ id: string }>`select c.id from cases.case_record c
      where c.national_status = 5 and c.waits_for = 'applicant' and c.ended_at is null
        and (select max(e.at) from cases.event e where e.case_id = c.id and e.event = 'ask-supplement') < ${before}
      order by c.submitted_at limit ${limit}`,
  );
  return rows.map(({ id }) => id);
}

/** Whether a case has come up to an agency because it is late: then they may look into it. */
export async function isLateBefore(db: Db, caseId: string, agencyId: string): Promise<boolean> {
  const rows = await query(
    db,
    sql`select 1 from cases.lateness where case_id = ${caseId} and agency_id = ${agencyId} and rung <> 'apology-due' limit 1`,
  );
  return rows.length > 0;
}
