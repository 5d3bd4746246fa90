import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import type { Tables } from '../tables.ts';

/** Closes a run: all its lines were looked at. */
export const finishImport = defineAction({
  name: 'library.finish-import',
  title: { vi: 'Kết thúc đợt nhập', en: 'Finish an import' },
  input: Type.Object({ runId: Type.String({ format: 'uuid' }) }),
  permission: 'library.edit',
  async run({ tx, now }, { runId }) {
    const run = await on<Tables>(tx)
      .updateTable('library.import_run')
      .set({ finished_at: now })
      .where('id', '=', runId)
      .where('finished_at', 'is', null)
      .returning(['added', 'repeated', 'refused'])
      .executeTakeFirst();
    return run ?? { added: 0, repeated: 0, refused: 0 };
  },
  ledger: ({ runId }, result) => (result.added > 0 ? { subject: `import:${runId}`, facts: { ...result } } : undefined),
});
