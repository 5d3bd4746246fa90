import { defineStep } from '../define-step.ts';

export const approveContent = defineStep({
  name: 'drafting.approve-content',
  title: { vi: 'Duyệt nội dung', en: 'Approve the content' },
  verb: 'approve-content',
  permission: 'drafting.review',
});
