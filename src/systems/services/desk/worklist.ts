import { chartOf, definitionOf, type Role, stateOf } from '#core/cases/index.ts';
import type { Db } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { DECIDE, HANDLE, RECEIVE } from '../apply/access.ts';
import { worklist } from './queries.ts';

/** So many of each kind stand on the one desk; the rest is on the list of the cases. */
const MOST = 20;
const queues: readonly (readonly [permission: string, role: Role])[] = [
  [RECEIVE, 'receiver'],
  [HANDLE, 'handler'],
  [DECIDE, 'decider'],
];

/** The most urgent cases that wait for this person: to receive, to examine unless a colleague has them, to decide. */
export async function worklistOf(db: Db, actor: Actor): Promise<WorkItem[]> {
  const { scope } = actor;
  if (scope === undefined) return [];
  const items: WorkItem[] = [];
  for (const [permission, role] of queues) {
    if (!actor.may(permission, scope)) continue;
    for (const line of await worklist(db, scope, role, undefined, MOST)) {
      if (line.assignedTo !== null && line.assignedTo !== actor.id && role === 'handler') continue;
      const { procedure } = await definitionOf(db, line.definitionVersion);
      const kind = stateOf(chartOf(procedure.chart), line.state).title;
      items.push({ title: line.title, kind, url: `/giai-quyet/${line.code}`, due: line.dueOn ?? undefined, since: line.submittedAt });
    }
  }
  return items;
}
