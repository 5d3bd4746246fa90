import type { Module } from '#kernel/module.ts';
import { postNotice } from './actions/post-notice.ts';
import { withdrawNotice } from './actions/withdraw-notice.ts';
import { messages } from './messages.ts';
import { searchNotices } from './queries.ts';
import { apiRoutes } from './routes/api.ts';
import { publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';

export const information: Module = {
  name: 'information',
  title: { vi: messages.vi.title, en: messages.en.title },
  schema: 'information',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: [{ name: 'information.post', title: { vi: 'Đăng và gỡ tin', en: 'Post and withdraw notices' } }],
  actions: [postNotice, withdrawNotice],
  routes: { public: publicRoutes, staff: staffRoutes, api: apiRoutes },
  nav: [{ title: { vi: messages.vi.title, en: messages.en.title }, url: '/information', permission: 'public', audience: 'public' }],
  search: searchNotices,
};
