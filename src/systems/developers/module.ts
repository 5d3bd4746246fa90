import type { Module } from '#kernel/module.ts';
import { messages } from './messages.ts';
import { publicRoutes } from './routes/public.ts';

/** What programs can ask for, and what every type of problem means. The way there is in the footer of every page. */
export const developers: Module = {
  name: 'developers',
  title: { vi: messages.vi.title, en: messages.en.title },
  routes: { public: publicRoutes },
};
