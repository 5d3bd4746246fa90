import { defineStep } from '../define-step.ts';
import { WRITE } from '../rules/states.ts';

export const dropRelease = defineStep({
  name: 'information.drop-release',
  title: { vi: 'Hủy bản tin đang soạn', en: 'Drop a release in work' },
  verb: 'drop',
  permission: WRITE,
});
