import type { Module } from '#kernel/module.ts';
import { checkMessages } from './check-messages.ts';
import { onCorrected, onPosted, onPublished, onRetracted, onWithdrawn } from './indexing.ts';
import { apiRoutes } from './routes/api.ts';
import { publicRoutes } from './routes/public.ts';

/** Whether something is from the State: the check of news, the registry of official accounts, the desk of false pages. */
export const authenticity: Module = {
  name: 'authenticity',
  title: { vi: 'Xác thực thông tin', en: 'Authenticity' },
  schema: 'authenticity',
  migrations: new URL('./migrations/', import.meta.url),
  routes: { public: publicRoutes, api: apiRoutes },
  nav: [
    { title: { vi: checkMessages.vi.title, en: checkMessages.en.title }, url: '/kiem-tra-tin', permission: 'public', audience: 'public' },
  ],
  on: {
    'information.published': onPublished,
    'information.corrected': onCorrected,
    'information.withdrawn': onWithdrawn,
    'information.retracted': onRetracted,
    'channels.posted': onPosted,
  },
};
