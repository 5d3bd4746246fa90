import { defineChange } from '../define-change.ts';

export const cancelActivity = defineChange({
  name: 'information.cancel-activity',
  title: { vi: 'Hủy hoạt động đã công bố', en: 'Cancel a published activity' },
  change: 'cancelled',
});
