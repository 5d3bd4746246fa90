import type { Db } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { PUBLISH } from '../rules/states.ts';
import { liveStaffMessages } from './messages.ts';
import { eventsOf } from './queries.ts';
import { openingRefusals } from './rules.ts';

/** Proposed events that wait for this person to open them. */
export async function liveWorklist(db: Db, actor: Actor): Promise<WorkItem[]> {
  const { scope } = actor;
  if (!scope || !actor.may(PUBLISH, scope)) return [];
  return (await eventsOf(db, scope, ['proposed']))
    .filter((event) => openingRefusals(event, actor.id).length === 0)
    .map((event) => ({
      title: event.titleVi,
      kind: { vi: liveStaffMessages.vi.waiting, en: liveStaffMessages.en.waiting },
      url: `/thong-tin/truc-tiep/${event.id}`,
      due: undefined,
      since: event.proposedAt,
    }));
}
