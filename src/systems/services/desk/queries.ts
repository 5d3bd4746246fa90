import type { CaseRecord, NationalStatus, Role } from '#core/cases/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';

/** A line of the worklist. */
export interface WorkLine {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly procedureCode: string;
  readonly definitionVersion: string;
  readonly state: string;
  readonly nationalStatus: NationalStatus;
  readonly waitsFor: CaseRecord['waitsFor'];
  readonly submittedAt: Date;
  readonly dueOn: string | null;
  readonly dueAt: Date | null;
  readonly assignedTo: string | null;
}

/** Where a page of the worklist ends, so that the next begins after it. */
export interface After {
  /** ISO instant, or `none` behind those with a deadline. */
  readonly due: string;
  readonly id: string;
}

const columns = sql`id, code, title, procedure_code as "procedureCode", definition_version as "definitionVersion", state,
  national_status as "nationalStatus", waits_for as "waitsFor", submitted_at as "submittedAt", due_on as "dueOn", due_at as "dueAt",
  assigned_to as "assignedTo"`;

/** Open cases of an agency that wait for one kind of person, the most urgent first; one index scan, whatever lies behind. */
export function worklist(db: Db, agencyId: string, waitsFor: Role, after: After | undefined, limit: number): Promise<WorkLine[]> {
  const behind = !after
    ? sql``
    : after.due === 'none'
      ? sql`and due_at is null and id > ${after.id}`
      : sql`and (due_at > ${after.due} or due_at is null or (due_at = ${after.due} and id > ${after.id}))`;
  return query<WorkLine>(
    db,
    sql<WorkLine>`select ${columns} from cases.case_record
      where handling_agency = ${agencyId} and waits_for = ${waitsFor} and ended_at is null ${behind}
      order by due_at, id limit ${limit}`,
  );
}

/** How many wait for each, up to a bound: nobody reads more exactly than that. */
export async function waiting(db: Db, agencyId: string): Promise<Partial<Record<Role, number>>> {
  const rows = await query<{ role: Role; count: number }>(
    db,
    sql<{ role: Role; count: number }>`select role, (select count(*)::int from (select 1 from cases.case_record
          where handling_agency = ${agencyId} and waits_for = role and ended_at is null limit 1000) bounded) as count
      from unnest(array['receiver', 'handler', 'decider', 'applicant', 'other']) as role`,
  );
  return Object.fromEntries(rows.map(({ role, count }) => [role, count]));
}
