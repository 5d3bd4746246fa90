import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { recordRow } from '../importing/import-records.ts';

/** Notes a line of a corpus that could not be read at all. */
export const recordUnreadable = defineAction({
  name: 'library.record-unreadable',
  title: { vi: 'Ghi nhận dòng không đọc được', en: 'Note a line that cannot be read' },
  input: Type.Object({
    runId: Type.String({ format: 'uuid' }),
    runName: Type.String({ minLength: 1, maxLength: 200 }),
    line: Type.Integer({ minimum: 1 }),
    name: Type.String({ minLength: 1, maxLength: 300 }),
    reason: Type.String({ maxLength: 1_000 }),
  }),
  permission: 'library.edit',
  async run(context, { reason, ...row }) {
    const result = { outcome: 'refused', documentId: null, numberNotation: null, abstract: null, findings: [] } as const;
    await recordRow(context, row, result, reason);
    return {};
  },
  ledger: () => undefined,
});
