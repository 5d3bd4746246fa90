import { defineAction } from '#kernel/action.ts';
import { batchIn, scopeOfBatch, setState, voidAuthorisations } from '../changes.ts';
import { BatchRef } from '../schemas.ts';

/** Takes a whole list back; what was signed of it before stays signed. */
export const withdrawBatch = defineAction({
  name: 'signing.withdraw-batch',
  title: { vi: 'Rút danh sách trình ký', en: 'Withdraw a list' },
  input: BatchRef,
  permission: 'signing.prepare',
  scope: scopeOfBatch,
  async run({ tx, now }, input) {
    await batchIn(tx, input.id, 'waiting');
    await voidAuthorisations(tx, input.id, now);
    await setState(tx, input.id, 'withdrawn', now);
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `signing-batch:${input.id}`, facts: { withdrawn: true } }),
});
