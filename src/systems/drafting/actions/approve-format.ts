import { defineStep } from '../define-step.ts';

export const approveFormat = defineStep({
  name: 'drafting.approve-format',
  title: { vi: 'Xác nhận đúng thể thức', en: 'Approve the format' },
  verb: 'approve-format',
  permission: 'drafting.check-format',
});
