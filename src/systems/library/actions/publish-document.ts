import { getDocument, setVisibility } from '#core/documents/index.ts';
import { defineAction } from '#kernel/action.ts';
import type { Refusal } from '#kernel/problem.ts';
import { demandPublisher } from '../rights.ts';
import { PublishDocument } from '../schemas.ts';

/** Opens a released document to everybody. */
export const publishDocument = defineAction({
  name: 'library.publish-document',
  title: { vi: 'Công khai văn bản', en: 'Publish a document' },
  input: PublishDocument,
  permission: 'library.publish',
  scope: (tx, { id }, actor) => demandPublisher(tx, id, actor),
  refuse: async ({ tx }, { id }) => ((await getDocument(tx, id)).releasedAt ? [] : [notReleased]),
  async run({ tx, actor, emit }, { id }) {
    await setVisibility(tx, id, 'public', actor.id);
    await emit('documents.changed', { documentId: id });
    return { id };
  },
  ledger: ({ id }) => ({ subject: `document:${id}`, facts: { visibility: 'public' } }),
});

const notReleased: Refusal = {
  code: 'not-released',
  message: {
    vi: 'Văn bản chưa phát hành thì chưa công khai được: hãy ký, đóng dấu và phát hành trước.',
    en: 'A document cannot be published before it is signed, sealed and issued.',
  },
};
