import type { Module } from '#kernel/module.ts';
import { messages } from './messages.ts';
import { apiRoutes } from './routes/api.ts';
import { publicRoutes } from './routes/public.ts';

/** The ledger for everyone: seals, entries, proofs, the whole export. The way there is in the footer of every page. */
export const ledger: Module = {
  name: 'ledger',
  title: { vi: messages.vi.title, en: messages.en.title },
  reads: ['agencies'],
  routes: { public: publicRoutes, api: apiRoutes },
};
