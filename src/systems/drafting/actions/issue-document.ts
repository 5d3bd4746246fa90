import { releaseDocument, setVisibility } from '#core/documents/index.ts';
import { defineAction } from '#kernel/action.ts';
import { refusalsOf, scopeOfDraft, takeStep } from '../changes.ts';
import { DraftRef } from '../schemas.ts';

/** Phát hành: from now on it may be sent, and everybody may read it if it is meant for everybody. */
export const issueDocument = defineAction({
  name: 'drafting.issue-document',
  title: { vi: 'Phát hành', en: 'Issue' },
  input: DraftRef,
  permission: 'drafting.issue',
  scope: scopeOfDraft,
  refuse: ({ tx }, input) => refusalsOf(tx, 'issue', input),
  async run(context, input) {
    const { tx, actor } = context;
    const draft = await takeStep(context, input.id, 'issue');
    const visibility = draft.publish ? 'public' : 'internal';
    const { numberNotation, issuerAgencyId } = await releaseDocument(tx, input.id, actor.id);
    await setVisibility(tx, input.id, visibility, actor.id);
    await context.emit('documents.issued', { documentId: input.id, numberNotation, issuerAgencyId, visibility });
    return { id: input.id, numberNotation };
  },
  ledger: (input, result) => ({ subject: `document:${input.id}`, facts: { numberNotation: result.numberNotation, step: 'issue' } }),
});
