import type { Part } from '../parts.ts';
import { messages } from './messages.ts';
import { publicRoutes } from './routes/public.ts';

/** The catalogue of administrative procedures: found by words, read on plain pages. */
export const catalogue: Part = {
  routes: { public: publicRoutes },
  nav: [{ title: { vi: messages.vi.title, en: messages.en.title }, url: '/thu-tuc', permission: 'public', audience: 'public' }],
};
