import { defineChange } from '../define-change.ts';

export const changeActivity = defineChange({
  name: 'information.change-activity',
  title: { vi: 'Đổi hoạt động đã công bố', en: 'Change a published activity' },
  change: 'changed',
});
