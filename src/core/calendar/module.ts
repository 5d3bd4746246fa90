import type { Module } from '#kernel/module.ts';
import { confirmDay } from './actions/confirm-day.ts';
import { proposeDay } from './actions/propose-day.ts';
import { messages } from './messages.ts';
import { KEEP } from './permissions.ts';
import { publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';
import { searchCalendar } from './search.ts';

/** When the State works, and when a term ends. */
export const calendar: Module = {
  name: 'calendar',
  title: { vi: messages.vi.title, en: messages.en.title },
  schema: 'calendar',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: [{ name: KEEP, title: { vi: 'Giữ lịch làm việc của cả nước', en: 'Keep the country’s working calendar' } }],
  actions: [proposeDay, confirmDay],
  routes: { public: publicRoutes, staff: staffRoutes },
  nav: [
    {
      title: { vi: messages.vi.nav, en: messages.en.nav },
      url: '/quan-tri/lich-lam-viec',
      permission: KEEP,
      everywhere: true,
      audience: 'staff',
    },
  ],
  search: searchCalendar,
};
