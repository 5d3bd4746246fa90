import type { Module } from '#kernel/module.ts';
import { messages } from './messages.ts';
import { apiRoutes } from './routes/api.ts';
import { publicRoutes } from './routes/public.ts';

/** The public validation service: any signed file, for people and for programs. It keeps nothing. */
export const validation: Module = {
  name: 'validation',
  title: { vi: messages.vi.title, en: messages.en.title },
  routes: { public: publicRoutes, api: apiRoutes },
};
