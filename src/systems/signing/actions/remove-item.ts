import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import { batchIn, scopeOfBatch, voidAuthorisations } from '../changes.ts';
import type { SigningTables } from '../db.gen.ts';
import { ItemRef } from '../schemas.ts';

/** Takes a file out of a list that nobody has authorised; an authorisation under way becomes void. */
export const removeItem = defineAction({
  name: 'signing.remove-item',
  title: { vi: 'Bỏ tệp khỏi danh sách trình ký', en: 'Take a file out of a list' },
  input: ItemRef,
  permission: 'signing.prepare',
  scope: scopeOfBatch,
  async run({ tx, now }, input) {
    await batchIn(tx, input.id, 'waiting');
    const gone = await on<SigningTables>(tx)
      .deleteFrom('signing.item')
      .where('id', '=', input.itemId)
      .where('batch_id', '=', input.id)
      .where('state', '<>', 'signed')
      .returning('sha256')
      .executeTakeFirst();
    if (!gone) throw notFound();
    await voidAuthorisations(tx, input.id, now);
    return { id: input.id, sha256: gone.sha256 };
  },
  ledger: (input, result) => ({ subject: `signing-batch:${input.id}`, facts: { removed: result.sha256 } }),
});
