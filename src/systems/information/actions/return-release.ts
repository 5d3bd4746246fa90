import { defineAction } from '#kernel/action.ts';
import { allows } from '#kernel/permission.ts';
import { forbidden } from '#kernel/problem.ts';
import { refusalsOf, takeStep } from '../changes.ts';
import { lockNewest, scopeOfRelease } from '../queries/editions.ts';
import { READ, stepFor } from '../rules/states.ts';
import { EditionReturn } from '../schemas.ts';

/** Back to its writer with a reason; the approvals given fall away. Needs the permission of the step it stands at. */
export const returnRelease = defineAction({
  name: 'information.return-release',
  title: { vi: 'Trả lại bản tin', en: 'Return a release' },
  input: EditionReturn,
  permission: READ,
  scope: scopeOfRelease,
  async refuse(context, input) {
    const { release, edition } = await lockNewest(context.tx, input.id);
    const step = stepFor('return', edition.state);
    if (step && !allows(context.actor, step.permission, release.agencyId)) throw forbidden();
    return refusalsOf(context, 'return', input);
  },
  async run(context, input) {
    const back = { reviewed_by: null, legal_by: null, returned_reason: input.reason };
    const { edition } = await takeStep(context, input.id, 'return', back, input.reason);
    return { id: input.id, edition: edition.number };
  },
  ledger: (input, result) => ({ subject: `release:${input.id}`, facts: { step: 'return', edition: result.edition, reason: input.reason } }),
});
