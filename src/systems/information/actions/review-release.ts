import { defineStep } from '../define-step.ts';
import { REVIEW } from '../rules/states.ts';

export const reviewRelease = defineStep({
  name: 'information.review-release',
  title: { vi: 'Duyệt nội dung bản tin', en: 'Approve the content of a release' },
  verb: 'review',
  permission: REVIEW,
  set: ({ actor }) => ({ reviewed_by: actor.id }),
});
