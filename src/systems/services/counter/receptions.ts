import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { type Draft, draftColumns } from '../apply/drafts.ts';

/** What an agency's counter fills in for a person: any official who receives there may go on with it. */
export async function findReception(db: Db, id: string, agencyId: string): Promise<Draft | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<Draft>(
    db,
    sql<Draft>`select ${draftColumns} from services.draft where id = ${id} and counter_agency = ${agencyId}`,
  );
  return row;
}

/** The same, held until the transaction ends. */
export async function holdReception(tx: Db, id: string, agencyId: string): Promise<Draft | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<Draft>(
    tx,
    sql<Draft>`select ${draftColumns} from services.draft where id = ${id} and counter_agency = ${agencyId} for update`,
  );
  return row;
}

/** A line of the counter's page. */
export interface OpenReception {
  readonly id: string;
  readonly procedureCode: string;
  readonly definitionVersion: string;
  readonly applicant: string;
  readonly updatedAt: Date;
}

/** Begun at a counter and not received yet, the newest first. */
export function openReceptions(db: Db, agencyId: string, limit: number): Promise<OpenReception[]> {
  return query<OpenReception>(
    db,
    sql<OpenReception>`select d.id, d.procedure_code as "procedureCode", d.definition_version as "definitionVersion",
        p.full_name as applicant, d.updated_at as "updatedAt"
      from services.draft d join identity.person p on p.id = d.applicant_person
      where d.counter_agency = ${agencyId} and d.case_id is null order by d.updated_at desc limit ${limit}`,
  );
}

/** A case that came in at a counter. */
export interface Received {
  readonly code: string;
  readonly title: string;
  readonly submittedAt: Date;
  /** Name of the agency that decides. */
  readonly handling: string;
}

/** What an agency's counter received since an instant, the newest first. */
export function receivedSince(db: Db, agencyId: string, since: Date, limit: number): Promise<Received[]> {
  return query<Received>(
    db,
    sql<Received>`select c.code, c.title, c.submitted_at as "submittedAt", a.name as handling
      from cases.case_record c join agencies.agency a on a.id = c.handling_agency
      where c.receiving_agency = ${agencyId} and c.submitted_at >= ${since} and c.channel = 'counter'
      order by c.submitted_at desc limit ${limit}`,
  );
}
