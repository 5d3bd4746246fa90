import { recallDocument } from '#core/documents/index.ts';
import { defineAction } from '#kernel/action.ts';
import { scopeOfDraft } from '../changes.ts';
import { IssuedRecall } from '../schemas.ts';

/** Thu hồi: the document and all that is known of it are frozen, and whoever checks it is told. */
export const recallIssued = defineAction({
  name: 'drafting.recall-document',
  title: { vi: 'Thu hồi văn bản', en: 'Withdraw the document' },
  input: IssuedRecall,
  permission: 'drafting.recall',
  scope: scopeOfDraft,
  async run(context, input) {
    await recallDocument(context.tx, input.id, input.reason, context.actor.id);
    await context.emit('documents.recalled', { documentId: input.id, reason: input.reason });
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `document:${input.id}`, facts: { step: 'recall', reason: input.reason } }),
});
