import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { setState, voidAuthorisations } from '../changes.ts';
import { findAuthorisation, lockBatch } from '../queries.ts';

/** The time of an authorisation ran out before the list was done: the rest waits for the signer's word again. */
export const reopenBatch = defineAction({
  name: 'signing.reopen-batch',
  title: { vi: 'Mở lại danh sách hết hạn xác nhận', en: 'Reopen a list whose authorisation ran out' },
  input: Type.Object({ authorisationId: Type.String({ format: 'uuid' }) }),
  permission: 'signing.sign-authorised',
  async run({ tx, now }, input) {
    const authorisation = await findAuthorisation(tx, input.authorisationId);
    const batch = authorisation && (await lockBatch(tx, authorisation.batchId));
    if (!batch) throw notFound();
    if (batch.state !== 'signing') return undefined;
    await voidAuthorisations(tx, batch.id, now);
    await setState(tx, batch.id, 'waiting', now);
    return { batchId: batch.id };
  },
  ledger: (_input, result) => result && { subject: `signing-batch:${result.batchId}`, facts: { reopened: true } },
});
