import { findDocument, setVisibility, signaturesOf } from '#core/documents/index.ts';
import { defineAction } from '#kernel/action.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { keeperOf } from '../importing/import-records.ts';
import { PublishDocument } from '../schemas.ts';

/** Opens an issued document to everybody. */
export const publishDocument = defineAction({
  name: 'library.publish-document',
  title: { vi: 'Công khai văn bản', en: 'Publish a document' },
  input: PublishDocument,
  permission: 'library.edit',
  scope: (tx, { id }, actor) => keeperOf(tx, id, actor.scope),
  async refuse({ tx }, { id }) {
    const document = await findDocument(tx, id);
    if (!document) throw notFound();
    if (document.state === 'draft') return [stillDraft];
    const sealed = document.source !== 'written' || (await signaturesOf(tx, id)).some((signature) => signature.role === 'seal');
    return sealed ? [] : [notSealed];
  },
  async run({ tx, actor, emit }, { id }) {
    await setVisibility(tx, id, 'public', actor.id);
    await emit('documents.changed', { documentId: id });
    return { id };
  },
  ledger: ({ id }) => ({ subject: `document:${id}`, facts: { visibility: 'public' } }),
});

const notSealed: Refusal = {
  code: 'not-sealed',
  message: {
    vi: 'Văn bản đã ký nhưng chưa đóng dấu cơ quan thì chưa công khai được.',
    en: 'A document that is signed but not sealed cannot be published yet.',
  },
};
const stillDraft: Refusal = {
  code: 'still-draft',
  message: { vi: 'Dự thảo chưa ban hành thì chưa công khai được.', en: 'A draft cannot be published before it is issued.' },
};
