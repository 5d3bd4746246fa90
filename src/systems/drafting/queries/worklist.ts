import type { Db } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { messages } from '../messages.ts';
import { type Stage, steps } from '../rules.ts';
import { draftsAt } from './drafts.ts';

/** Documents that wait for this person's step; returned drafts wait for their drafter. */
export async function draftingWorklist(db: Db, actor: Actor): Promise<WorkItem[]> {
  const { scope } = actor;
  if (!scope) return [];
  const stages = [
    ...new Set(steps.filter((step) => step.from !== 'writing' && actor.may(step.permission, scope)).map((step) => step.from)),
  ] satisfies Stage[];
  const waiting = stages.length > 0 ? await draftsAt(db, scope, stages) : [];
  const mine = (await draftsAt(db, scope, ['writing'], actor.id)).filter((draft) => draft.returnedReason !== null);
  return [...waiting, ...mine].map((draft) => ({
    title: draft.abstract,
    kind: { vi: messages.vi.stages[draft.stage], en: messages.en.stages[draft.stage] },
    url: `/soan-thao/${draft.documentId}`,
    due: undefined,
    since: draft.stageSince,
  }));
}
