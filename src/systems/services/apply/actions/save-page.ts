import { definitionOf } from '#core/cases/index.ts';
import { defineAction } from '#kernel/action.ts';
import { type FieldError, notFound, refused } from '#kernel/problem.ts';
import { circumstancesOf } from '../circumstances.ts';
import { holdDraft, saveDraft } from '../drafts.ts';
import { allAnswers, readWithKnown } from '../known-facts.ts';
import { refusals } from '../messages.ts';
import { SavePage } from '../schemas.ts';

/**
 * Saves one page of an application. What is right is kept even where something else on the page is wrong, so that nothing typed
 * is lost; the sentences for what is wrong come back.
 */
export const savePage = defineAction({
  name: 'services.save-page',
  title: { vi: 'Lưu một trang hồ sơ', en: 'Save a page of an application' },
  input: SavePage,
  permission: 'signed-in',
  async run({ tx, actor, now }, input): Promise<{ id: string; errors: readonly FieldError[] }> {
    const draft = await holdDraft(tx, input.draftId, actor.id);
    if (!draft) throw notFound();
    if (draft.caseId) throw refused([refusals.submitted]);
    if (draft.version !== input.version) throw refused([refusals.stale]);
    const { procedure } = await definitionOf(tx, draft.definitionVersion);
    const page = procedure.pages.find(({ key }) => key === input.page);
    if (!page) throw notFound();
    const outside = circumstancesOf(draft, draft.facts, {}, 'online');
    const circumstances = { ...outside, answers: allAnswers(procedure, draft.answers, draft.facts, outside) };
    const read = readWithKnown(page, input.values, draft.facts, circumstances);
    const others = Object.entries(draft.answers).filter(([name]) => !page.fields.some((field) => field.name === name));
    await saveDraft(tx, draft, { answers: { ...Object.fromEntries(others), ...read.answers } }, now);
    return { id: draft.id, errors: read.errors };
  },
  ledger: () => undefined,
});
