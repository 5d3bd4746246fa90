import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { instant } from '#kernel/time.ts';
import type { TermUnit } from '#core/calendar/index.ts';
import type { Pause, PauseReason } from '../clock/clock.ts';
import type { CaseContent, CaseEvent, CaseMark, CasePaper, CaseRecord, CaseResult } from '../types.ts';

export const caseColumns = sql`c.id, c.code, c.procedure_code as "procedureCode", c.definition_version as "definitionVersion", c.state,
  c.national_status as "nationalStatus", c.channel, c.receiving_agency as "receivingAgency", c.handling_agency as "handlingAgency",
  c.applicant_person as "applicantPerson", c.subject_person as "subjectPerson", c.subject_organisation as "subjectOrganisation",
  c.submitted_by as "submittedBy", c.mandate_id as "mandateId", c.assigned_to as "assignedTo", c.waits_for as "waitsFor",
  c.parent_id as "parentId", c.title, c.submitted_at as "submittedAt", c.accepted_at as "acceptedAt", c.ended_at as "endedAt",
  c.term_amount as "termAmount", c.term_unit as "termUnit", c.cut_off as "cutOff", c.pauses, c.due_on as "dueOn", c.due_at as "dueAt",
  c.promised_on as "promisedOn", c.promised_at as "promisedAt", c.fee, c.version`;

export type CaseRow = Omit<CaseRecord, 'term' | 'pauses'> & {
  readonly termAmount: number;
  readonly termUnit: TermUnit;
  readonly pauses: readonly StoredPause[];
};

export type StoredPause = readonly [string, string | null, PauseReason];

export const storedPauses = (pauses: readonly Pause[]): string =>
  JSON.stringify(pauses.map(({ from, to, why }) => [from.toISOString(), to?.toISOString() ?? null, why]));

export function caseOf({ termAmount, termUnit, pauses, ...row }: CaseRow): CaseRecord {
  return {
    ...row,
    term: { amount: termAmount, unit: termUnit },
    pauses: pauses.map(([from, to, why]) => ({ from: instant(from), to: to === null ? null : instant(to), why })),
  };
}

export async function findCase(db: Db, id: string): Promise<CaseRecord | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<CaseRow>(db, sql<CaseRow>`select ${caseColumns} from cases.case_record c where c.id = ${id}`);
  return row && caseOf(row);
}

export async function caseByCode(db: Db, code: string): Promise<CaseRecord | undefined> {
  const [row] = await query<CaseRow>(db, sql<CaseRow>`select ${caseColumns} from cases.case_record c where c.code = ${code}`);
  return row && caseOf(row);
}

/** The case, held until the transaction ends: two officers who decide at once come one after the other. */
export async function holdCase(tx: Db, id: string): Promise<CaseRecord | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<CaseRow>(tx, sql<CaseRow>`select ${caseColumns} from cases.case_record c where c.id = ${id} for update`);
  return row && caseOf(row);
}

export async function contentOf(db: Db, caseId: string): Promise<CaseContent> {
  const [row] = await query<CaseContent>(db, sql<CaseContent>`select answers, facts from cases.content where case_id = ${caseId}`);
  return row ?? { answers: {}, facts: {} };
}

export function papersOf(db: Db, caseId: string): Promise<CasePaper[]> {
  return query<CasePaper>(
    db,
    sql<CasePaper>`select key, number, how, file, name, source from cases.paper where case_id = ${caseId} order by key, number`,
  );
}

export function eventsOf(db: Db, caseId: string): Promise<CaseEvent[]> {
  return query<CaseEvent>(
    db,
    sql<CaseEvent>`select number, at, event, from_state as "fromState", to_state as "toState", actor, role, agency_id as "agencyId",
        post, reason, data
      from cases.event where case_id = ${caseId} order by number`,
  );
}

/** What an officer marked as wrong or missing and nobody has mended yet. */
export function openMarks(db: Db, caseId: string): Promise<CaseMark[]> {
  return query<CaseMark>(
    db,
    sql<CaseMark>`select target, note, marked_at as "markedAt" from cases.mark
      where case_id = ${caseId} and cleared_at is null order by marked_at, target`,
  );
}

export function resultsOf(db: Db, caseId: string): Promise<CaseResult[]> {
  return query<CaseResult>(
    db,
    sql<CaseResult>`select key, code, number, name, file, issued_at as "issuedAt", agency_id as "agencyId"
      from cases.result where case_id = ${caseId} and revoked_at is null order by issued_at, key`,
  );
}

/** The cases that belong to another: what a bundle opened, what another agency was asked. */
export async function childrenOf(db: Db, caseId: string): Promise<CaseRecord[]> {
  const rows = await query<CaseRow>(
    db,
    sql<CaseRow>`select ${caseColumns} from cases.case_record c where c.parent_id = ${caseId} order by c.submitted_at`,
  );
  return rows.map(caseOf);
}

/** Cases of which a person is the applicant or whom they concern, and those of organisations they represent; newest first. */
export async function casesOfPerson(
  db: Db,
  personId: string,
  organisations: readonly string[],
  before: Date | undefined,
  limit: number,
): Promise<CaseRecord[]> {
  const older = before ? sql`and c.submitted_at < ${before}` : sql``;
  const rows = await query<CaseRow>(
    db,
    sql<CaseRow>`select ${caseColumns} from cases.case_record c
      where (c.applicant_person = ${personId} or c.subject_person = ${personId}
        or c.subject_organisation = any(${sql.val([...organisations])}::uuid[])) ${older}
      order by c.submitted_at desc limit ${limit}`,
  );
  return rows.map(caseOf);
}
