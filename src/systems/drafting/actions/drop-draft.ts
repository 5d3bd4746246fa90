import { defineStep } from '../define-step.ts';

export const dropDraft = defineStep({
  name: 'drafting.drop-draft',
  title: { vi: 'Hủy dự thảo', en: 'Drop the draft' },
  verb: 'drop',
  permission: 'drafting.write',
});
