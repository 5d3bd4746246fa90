import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { tendFiles } from '../jobs.ts';

/** Starts the round over all files that are due now instead of waiting for its turn. */
export const tendAll = defineAction({
  name: 'preservation.tend-all',
  title: { vi: 'Gia hạn ngay mọi tệp đến hạn', en: 'Renew all due files now' },
  input: Type.Object({}),
  permission: 'preservation.renew',
  scope: () => EVERYWHERE,
  async run({ enqueue }) {
    await enqueue(tendFiles, {}, { key: 'preservation.tend-files' });
  },
  // Each renewal has its own entry.
  ledger: () => undefined,
});
