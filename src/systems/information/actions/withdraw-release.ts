import { defineEnd } from '../define-end.ts';
import { PUBLISH } from '../rules/states.ts';

export const withdrawRelease = defineEnd({
  name: 'information.withdraw-release',
  title: { vi: 'Gỡ bản tin, giữ trang và lý do', en: 'Withdraw a release; the page stays with the reason' },
  ended: 'withdrawn',
  permission: PUBLISH,
});
