import { type Db, query, sql } from '#kernel/db.ts';
import type { Answers } from '../definition/field-types.ts';

/** Answers after a supplement; what stood before is in the history of changes, so that nothing is lost. */
export async function amendAnswers(tx: Db, caseId: string, answers: Answers): Promise<void> {
  await query(
    tx,
    sql`with before as (
        insert into cases.earlier_answers (case_id, until, answers)
        select case_id, clock_timestamp(), answers from cases.content where case_id = ${caseId}
      )
      update cases.content set answers = ${JSON.stringify(answers)}::jsonb where case_id = ${caseId}`,
  );
}
