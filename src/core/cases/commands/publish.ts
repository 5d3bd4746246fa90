import { type Db, on } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { CasesTables } from '../db.gen.ts';
import { definitionProblems } from '../definition/check.ts';
import type { Procedure } from '../definition/types.ts';
import { versionOf } from '../definition/version.ts';

/**
 * Adds a version of a procedure; new cases follow it from its effective day on, running ones keep theirs. Nothing changes when
 * it is there already. Throws when the definition is not sound: whoever lets people publish checks it first and says what is wrong.
 */
export async function publishDefinition(
  tx: Db,
  procedure: Procedure,
  by: { readonly added: string; readonly approved: string },
): Promise<string> {
  const problems = definitionProblems(procedure);
  if (problems.length > 0) throw new RangeError(`${procedure.code}: ${problems.map(({ vi }) => vi).join('; ')}`);
  const { json, version } = versionOf(procedure);
  await on<CasesTables>(tx)
    .insertInto('cases.definition')
    .values({
      version,
      code: procedure.code,
      json,
      valid_from: procedure.effectiveFrom,
      added_at: now(),
      added_by: by.added,
      approved_by: by.approved,
    })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute();
  return version;
}
