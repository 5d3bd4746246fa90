import { type Db, on } from '#kernel/db.ts';
import type { CasesTables } from '../db.gen.ts';
import type { CaseResult } from '../types.ts';

/** Writes down a result that was signed and stored; a case gives each of its results once. */
export async function recordResult(tx: Db, caseId: string, result: Omit<CaseResult, 'issuedAt'>, by: string, at: Date): Promise<void> {
  const { agencyId, ...rest } = result;
  await on<CasesTables>(tx)
    .insertInto('cases.result')
    .values({ case_id: caseId, ...rest, agency_id: agencyId, issued_at: at, issued_by: by })
    .execute();
}
