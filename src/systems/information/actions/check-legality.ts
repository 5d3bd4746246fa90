import { defineStep } from '../define-step.ts';
import { LEGAL } from '../rules/states.ts';

export const checkLegality = defineStep({
  name: 'information.check-legality',
  title: { vi: 'Xác nhận pháp chế của bản tin', en: 'Confirm the legality of a release' },
  verb: 'check-legality',
  permission: LEGAL,
  set: ({ actor }) => ({ legal_by: actor.id }),
});
