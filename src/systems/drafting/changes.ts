import { lockDocument, recordHistory } from '#core/documents/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { refused, type Refusal } from '#kernel/problem.ts';
import { allows, type Actor } from '#kernel/permission.ts';
import { forbidden } from '#kernel/problem.ts';
import type { DraftingTables } from './db.gen.ts';
import { type Draft, findDraft, lockDraft } from './queries/drafts.ts';
import { stepFor, stepRefusals, type Verb } from './rules.ts';

/** The agency in which a draft's permissions must be held. */
export async function scopeOfDraft(tx: Db, input: { readonly id: string }): Promise<string | undefined> {
  return (await findDraft(tx, input.id))?.agencyId;
}

/** Locks the draft and says why a step may not be taken now. */
export async function refusalsOf(tx: Db, verb: Verb, input: { readonly id: string; readonly version: number }): Promise<Refusal[]> {
  const reasons = stepRefusals(await lockDraft(tx, input.id), verb, input.version);
  if (reasons.length > 0 || (verb !== 'seal' && verb !== 'issue')) return reasons;
  return (await lockDocument(tx, input.id)).state === 'recalled' ? [withdrawn] : [];
}

/** Withdrawn between signing and issue: its number is used up, and it goes no further. */
const withdrawn: Refusal = {
  code: 'withdrawn',
  message: { vi: 'Văn bản đã bị thu hồi nên không đóng dấu, phát hành được.', en: 'The document has been withdrawn and goes no further.' },
};

/** A verb that several stages share (returning) needs the permission of the stage it is used in. */
export async function demandStepPermission(tx: Db, verb: Verb, documentId: string, actor: Actor): Promise<void> {
  const draft = await lockDraft(tx, documentId);
  const step = stepFor(verb, draft.stage);
  if (step && !allows(actor, step.permission, draft.agencyId)) throw forbidden();
}

/** Moves a draft one step on and writes its history. The draft is locked already. */
export async function takeStep(context: ActionContext, documentId: string, verb: Verb, note: string | null = null): Promise<Draft> {
  const { tx, actor, now } = context;
  const draft = await lockDraft(tx, documentId);
  const step = stepFor(verb, draft.stage);
  if (!step) throw refused(stepRefusals(draft, verb, draft.version));
  await on<DraftingTables>(tx)
    .updateTable('drafting.draft')
    .set((eb) => ({
      stage: step.to,
      ...(step.to === step.from ? {} : { stage_since: now }),
      returned_reason: verb === 'return' ? note : null,
      version: eb('version', '+', 1),
    }))
    .where('document_id', '=', documentId)
    .execute();
  if (verb !== 'edit') await recordHistory(tx, { documentId, actorId: actor.id, event: `draft-${verb}`, note });
  return draft;
}

/** The document's own version at this moment, for core functions that ask for it; the draft's lock guards it. */
export async function documentVersion(tx: Db, documentId: string): Promise<number> {
  return (await lockDocument(tx, documentId)).version;
}
