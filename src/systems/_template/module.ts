import type { Module } from '#kernel/module.ts';
import { postNotice } from './actions/post-notice.ts';
import { withdrawNotice } from './actions/withdraw-notice.ts';
import { messages } from './messages.ts';
import { searchNotices } from './queries.ts';
import { apiRoutes } from './routes/api.ts';
import { publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';

export const template: Module = {
  name: 'template',
  title: { vi: messages.vi.title, en: messages.en.title },
  schema: 'template',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: [{ name: 'template.post', title: { vi: 'Đăng và gỡ tin', en: 'Post and withdraw notices' } }],
  actions: [postNotice, withdrawNotice],
  routes: { public: publicRoutes, staff: staffRoutes, api: apiRoutes },
  nav: [{ title: { vi: messages.vi.title, en: messages.en.title }, url: '/template', permission: 'public', audience: 'public' }],
  search: searchNotices,
};
