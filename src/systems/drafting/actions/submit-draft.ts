import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { refusalsOf, scopeOfDraft, takeStep } from '../changes.ts';
import { readDraft } from '../queries/drafts.ts';
import { submissionRefusals } from '../rules.ts';
import { DraftRef } from '../schemas.ts';

export const submitDraft = defineAction({
  name: 'drafting.submit-draft',
  title: { vi: 'Trình duyệt nội dung', en: 'Submit for review' },
  input: DraftRef,
  permission: 'drafting.write',
  scope: scopeOfDraft,
  async refuse({ tx }, input) {
    const moved = await refusalsOf(tx, 'submit', input);
    if (moved.length > 0) return moved;
    const view = await readDraft(tx, input.id);
    if (!view) throw notFound();
    const { document, markdown, draft, recipients } = view;
    return submissionRefusals({
      abstract: document.abstract,
      wording: markdown,
      place: document.place,
      hasKeptFile: draft.keptFileId !== null,
      recipients: recipients.length,
    });
  },
  async run(context, input) {
    await takeStep(context, input.id, 'submit');
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `document:${input.id}`, facts: { step: 'submit' } }),
});
