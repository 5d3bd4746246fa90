import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { INDEX_CHANGED, type IndexChanged } from '../events.ts';

/** Tells who follows searches that a document is indexed anew; no act of anybody, so it leaves nothing in the ledger. */
export const announceIndex = defineAction({
  name: 'library.announce-index',
  title: { vi: 'Báo mục lục tìm kiếm đã đổi', en: 'Tell that the search index has changed' },
  input: Type.Object({ documentId: Type.String({ format: 'uuid' }) }),
  permission: 'library.edit',
  async run({ emit }, { documentId }) {
    await emit(INDEX_CHANGED, { documentId } satisfies IndexChanged);
    return { documentId };
  },
  ledger: () => undefined,
});
