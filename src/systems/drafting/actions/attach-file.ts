import { addFile, extractText, updateDraft } from '#core/documents/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { documentVersion, refusalsOf, scopeOfDraft, takeStep } from '../changes.ts';
import type { DraftingTables } from '../db.gen.ts';
import { DraftUpload } from '../schemas.ts';

/**
 * A file comes to a draft: as an attachment, as the source of its wording (DOCX, PDF: the text is read out and can be
 * edited), or as the PDF that will be signed as it is.
 */
export const attachFile = defineAction({
  name: 'drafting.attach-file',
  title: { vi: 'Thêm tệp', en: 'Add a file' },
  input: DraftUpload,
  permission: 'drafting.write',
  scope: scopeOfDraft,
  refuse: ({ tx }, input) => refusalsOf(tx, 'edit', input),
  async run(context, input) {
    const { tx, actor, files } = context;
    await takeStep(context, input.id, 'edit');
    const bytes = await files.get(input.sha256);
    const read = input.use === 'attach' ? undefined : await extractText(input.name, bytes);
    const role = input.use === 'attach' ? 'attachment' : 'source';
    const file = await addFile(
      tx,
      files,
      { documentId: input.id, role, name: input.name, bytes, pageCount: read?.pages ?? null },
      actor.id,
    );
    if (read && input.use === 'wording') {
      await updateDraft(tx, input.id, await documentVersion(tx, input.id), { markdown: read.markdown }, actor.id);
    }
    if (input.use !== 'attach') {
      await on<DraftingTables>(tx)
        .updateTable('drafting.draft')
        .set({ kept_file_id: input.use === 'keep' ? file.id : null })
        .where('document_id', '=', input.id)
        .execute();
    }
    return { id: input.id, fileId: file.id };
  },
  ledger: (input) => ({ subject: `document:${input.id}`, facts: { file: input.sha256, use: input.use } }),
});
