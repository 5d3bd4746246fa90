import { type LateCase, lateCases, type Rung, rungTitles } from '#core/cases/index.ts';
import type { Db } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { DECIDE, HANDLE } from '../apply/access.ts';

/** Is told of late cases before the leader is, and sees those that come up from below. */
export const SUPERVISE = 'services.supervise';

const MOST = 100;

/** Which rungs lie on somebody's desk in their agency. */
function rungsOf(actor: Actor, scope: string): Rung[] {
  return [
    ...(actor.may(HANDLE, scope) ? (['apology-due'] as const) : []),
    ...(actor.may(SUPERVISE, scope) ? (['unit-head'] as const) : []),
    ...(actor.may(DECIDE, scope) ? (['leader', 'superior'] as const) : []),
  ];
}

const itemOf = (late: LateCase): WorkItem => ({
  title: late.title,
  kind: rungTitles[late.rung],
  url: late.rung === 'apology-due' ? `/giai-quyet/${late.code}/xin-loi` : `/giai-quyet/${late.code}/kiem-soat`,
  due: late.dueOn,
  since: late.reachedAt,
});

/** What is nearly or already late and concerns this person. */
export async function lateWork(db: Db, actor: Actor): Promise<WorkItem[]> {
  if (!actor.scope) return [];
  const rungs = rungsOf(actor, actor.scope);
  return rungs.length === 0 ? [] : (await lateCases(db, actor.scope, rungs, MOST)).map(itemOf);
}
