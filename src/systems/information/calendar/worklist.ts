import type { Db } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { PUBLISH } from '../rules/states.ts';
import { calendarStaffMessages } from './messages.ts';
import { editionsAt } from './queries.ts';
import { approvalRefusals } from './rules.ts';

/** Entries of the calendar that wait for this person's approval; due on the day they are about. */
export async function calendarWorklist(db: Db, actor: Actor): Promise<WorkItem[]> {
  const { scope } = actor;
  if (!scope || !actor.may(PUBLISH, scope)) return [];
  return (await editionsAt(db, scope, 'review'))
    .filter((edition) => approvalRefusals(edition, actor.id).length === 0)
    .map((edition) => ({
      title: edition.titleVi,
      kind: { vi: calendarStaffMessages.vi.waiting, en: calendarStaffMessages.en.waiting },
      url: `/thong-tin/lich/${edition.id}`,
      due: edition.onDay,
      since: edition.stateSince,
    }));
}
