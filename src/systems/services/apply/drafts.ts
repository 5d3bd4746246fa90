import type { Answers, CaseFact, CasePaper } from '#core/cases/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';

export type DraftPaper = Omit<CasePaper, 'number'>;

/** An application on its way. */
export interface Draft {
  readonly id: string;
  readonly accountId: string;
  readonly applicantPerson: string;
  readonly subjectPerson: string | null;
  readonly subjectOrganisation: string | null;
  readonly mandateId: string | null;
  readonly procedureCode: string;
  readonly definitionVersion: string;
  readonly answers: Answers;
  readonly facts: Readonly<Record<string, CaseFact>>;
  readonly papers: readonly DraftPaper[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly caseId: string | null;
  /** Agency at whose counter an official fills it in for the applicant; null: the applicant does so. */
  readonly counterAgency: string | null;
}

export const draftColumns = sql`id, account_id as "accountId", applicant_person as "applicantPerson", subject_person as "subjectPerson",
  subject_organisation as "subjectOrganisation", mandate_id as "mandateId", procedure_code as "procedureCode",
  definition_version as "definitionVersion", answers, facts, papers, version, created_at as "createdAt", updated_at as "updatedAt",
  case_id as "caseId", counter_agency as "counterAgency"`;

/** The draft, for nobody but whoever began it. */
export async function findDraft(db: Db, id: string, accountId: string): Promise<Draft | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<Draft>(
    db,
    sql<Draft>`select ${draftColumns} from services.draft where id = ${id} and account_id = ${accountId} and counter_agency is null`,
  );
  return row;
}

/** The same, held until the transaction ends: two devices save one after the other. */
export async function holdDraft(tx: Db, id: string, accountId: string): Promise<Draft | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<Draft>(
    tx,
    sql<Draft>`select ${draftColumns} from services.draft where id = ${id} and account_id = ${accountId} and counter_agency is null for update`,
  );
  return row;
}

/** What somebody has begun and not handed in, the newest first. */
export function draftsOf(db: Db, accountId: string): Promise<Draft[]> {
  return query<Draft>(
    db,
    sql<Draft>`select ${draftColumns} from services.draft where account_id = ${accountId} and case_id is null and counter_agency is null order by updated_at desc limit 100`,
  );
}

/** Writes what was answered; the version grows, so that another device notices. */
export async function saveDraft(tx: Db, draft: Draft, change: Partial<Pick<Draft, 'answers' | 'papers'>>, at: Date): Promise<void> {
  const { answers = draft.answers, papers = draft.papers } = change;
  await query(
    tx,
    sql`update services.draft set answers = ${JSON.stringify(answers)}::jsonb, papers = ${JSON.stringify(papers)}::jsonb,
      version = version + 1, updated_at = ${at} where id = ${draft.id}`,
  );
}
