import type { Action } from '#kernel/action.ts';
import { approveActivities } from './actions/approve-activities.ts';
import { cancelActivity } from './actions/cancel-activity.ts';
import { changeActivity } from './actions/change-activity.ts';
import { dropActivity } from './actions/drop-activity.ts';
import { editActivity } from './actions/edit-activity.ts';
import { linkRelease } from './actions/link-release.ts';
import { returnActivity } from './actions/return-activity.ts';
import { submitActivities } from './actions/submit-activities.ts';
import { writeActivity } from './actions/write-activity.ts';

export const calendarActions: readonly Action<any, any>[] = [
  writeActivity,
  editActivity,
  submitActivities,
  approveActivities,
  returnActivity,
  dropActivity,
  changeActivity,
  cancelActivity,
  linkRelease,
];
