import { defineAction } from '#kernel/action.ts';
import { appendFiles, batchIn, scopeOfBatch } from '../changes.ts';
import { MoreFiles } from '../schemas.ts';

/** Adds files to a list that nobody has authorised; an authorisation under way becomes void. */
export const addFiles = defineAction({
  name: 'signing.add-files',
  title: { vi: 'Thêm tệp vào danh sách trình ký', en: 'Add files to a list' },
  input: MoreFiles,
  permission: 'signing.prepare',
  scope: scopeOfBatch,
  async run(context, input) {
    await appendFiles(context, await batchIn(context.tx, input.id, 'waiting'), input.files);
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `signing-batch:${input.id}`, facts: { added: input.files.map((file) => file.sha256) } }),
});
