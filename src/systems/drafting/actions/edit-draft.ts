import { findAgency } from '#core/agencies/index.ts';
import { kinds, setRecipients, updateDraft, readRecipients } from '#core/documents/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { invalid } from '#kernel/problem.ts';
import { documentVersion, refusalsOf, scopeOfDraft, takeStep } from '../changes.ts';
import type { DraftingTables } from '../db.gen.ts';
import { documentFields } from '../fields.ts';
import { notationOf } from '../notation.ts';
import { DraftEdit } from '../schemas.ts';

export const editDraft = defineAction({
  name: 'drafting.edit-draft',
  title: { vi: 'Sửa dự thảo', en: 'Edit a draft' },
  input: DraftEdit,
  permission: 'drafting.write',
  scope: scopeOfDraft,
  refuse: ({ tx }, input) => refusalsOf(tx, 'edit', input),
  async run(context, input) {
    const { tx, actor } = context;
    const draft = await takeStep(context, input.id, 'edit');
    const kind = (await kinds(tx)).find((one) => one.code === input.kind);
    const agency = await findAgency(tx, draft.agencyId);
    if (!kind || !agency)
      throw invalid([{ field: 'kind', message: { vi: 'Hãy chọn loại văn bản trong danh mục.', en: 'Choose a kind from the list.' } }]);
    const version = await documentVersion(tx, input.id);
    await updateDraft(tx, input.id, version, { ...documentFields(input), kind: kind.code, markdown: input.markdown }, actor.id);
    await setRecipients(tx, input.id, await readRecipients(tx, input.addressees, input.recipients), actor.id);
    const typed = { ...(input.notation ? { notation: input.notation } : {}), ...(input.unit ? { unit: input.unit } : {}) };
    await on<DraftingTables>(tx)
      .updateTable('drafting.draft')
      .set({
        notation: notationOf(kind, agency, typed),
        addressees: input.addressees,
        recipients_text: input.recipients,
        publish: input.publish,
      })
      .where('document_id', '=', input.id)
      .execute();
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `document:${input.id}`, facts: { abstract: input.abstract, version: input.version } }),
});
