import { defineAction } from '#kernel/action.ts';
import { forbidden } from '#kernel/problem.ts';
import { copyIn, moveCopy, scopeOfCopy } from '../changes.ts';
import { isNextSigner } from '../queries.ts';
import { DropCopy } from '../schemas.ts';

/** The clerk takes a copy back, or whoever is to sign it refuses; nothing was numbered yet. */
export const dropCopy = defineAction({
  name: 'signing.drop-copy',
  title: { vi: 'Không sao nữa', en: 'Drop a copy' },
  input: DropCopy,
  permission: 'signing.read',
  scope: scopeOfCopy,
  async run(context, input) {
    const { tx, actor } = context;
    const copy = await copyIn(tx, input.id, ['waiting'], input.version);
    if (!isNextSigner(actor, copy) && !actor.may('signing.copy', copy.agencyId)) throw forbidden();
    await moveCopy(context, copy.id, 'dropped', input.reason.trim());
    return { id: copy.id };
  },
  ledger: (input) => ({ subject: `document:${input.id}`, facts: { step: 'drop-copy' } }),
});
