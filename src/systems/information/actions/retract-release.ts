import { defineEnd } from '../define-end.ts';

export const retractRelease = defineEnd({
  name: 'information.retract-release',
  title: { vi: 'Thu hồi bản tin trên mọi kênh', en: 'Retract a release from every channel' },
  ended: 'retracted',
  permission: 'information.retract',
});
