import { defineAction } from '#kernel/action.ts';
import { demandStepPermission, refusalsOf, takeStep } from '../changes.ts';
import { DraftReturn } from '../schemas.ts';

/** Back to the drafter with a reason, from whichever step asks for it; the permission is that step's own. */
export const returnDraft = defineAction({
  name: 'drafting.return-draft',
  title: { vi: 'Trả lại để sửa', en: 'Return for changes' },
  input: DraftReturn,
  permission: 'signed-in',
  async refuse({ tx, actor }, input) {
    await demandStepPermission(tx, 'return', input.id, actor);
    return refusalsOf(tx, 'return', input);
  },
  async run(context, input) {
    await takeStep(context, input.id, 'return', input.reason);
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `document:${input.id}`, facts: { step: 'return' } }),
});
