import { setVisibility } from '#core/documents/index.ts';
import { defineAction } from '#kernel/action.ts';
import { demandPublisher } from '../rights.ts';
import { PublishDocument } from '../schemas.ts';

/** Takes a document off the public side; within a second no page, search, feed or file shows it. */
export const unpublishDocument = defineAction({
  name: 'library.unpublish-document',
  title: { vi: 'Thôi công khai văn bản', en: 'Take a document off the public side' },
  input: PublishDocument,
  permission: 'library.publish',
  scope: (tx, { id }, actor) => demandPublisher(tx, id, actor),
  async run({ tx, actor, emit }, { id }) {
    await setVisibility(tx, id, 'internal', actor.id);
    await emit('documents.changed', { documentId: id });
    return { id };
  },
  ledger: ({ id }) => ({ subject: `document:${id}`, facts: { visibility: 'internal' } }),
});
