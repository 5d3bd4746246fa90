import { type CaseRecord, caseByCode, isCaseCode, isLateBefore } from '#core/cases/index.ts';
import type { Db } from '#kernel/db.ts';
import type { Actor } from '#kernel/permission.ts';
import { notFound } from '#kernel/problem.ts';
import { DECIDE, rolesIn } from '../apply/access.ts';

/** The case for whoever works on it, and for the leader of an agency before which it has come because it is late. */
export async function supervisedCase(db: Db, actor: Actor, code: string): Promise<{ record: CaseRecord; works: boolean }> {
  const record = isCaseCode(code) ? await caseByCode(db, code) : undefined;
  if (!record) throw notFound();
  const works = (await rolesIn(db, actor, record)).some((role) => role !== 'applicant');
  const above = !works && actor.scope !== undefined && actor.may(DECIDE, actor.scope) && (await isLateBefore(db, record.id, actor.scope));
  if (!works && !above) throw notFound();
  return { record, works };
}
