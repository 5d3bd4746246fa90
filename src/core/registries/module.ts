import type { Module } from '#kernel/module.ts';
import { answerQuestion } from './actions/answer-question.ts';
import { askAboutLook } from './actions/ask-about-look.ts';
import { messages } from './messages.ts';
import { KEEP } from './permissions.ts';
import { keepingRoutes } from './routes/keeping.ts';
import { ownApi } from './routes/own-api.ts';
import { ownRoutes } from './routes/own.ts';
import { searchRegistries } from './search.ts';
import { seedRegistries } from './seed-demo.ts';
import { KEEPING } from './urls.ts';
import { worklist } from './worklist.ts';

/** The registers of the State as far as services need them: facts with history, and every look at them. */
export const registries: Module = {
  name: 'registries',
  title: { vi: 'Cơ sở dữ liệu', en: 'Registers' },
  schema: 'registries',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies', 'identity'],
  permissions: [
    {
      name: KEEP,
      title: {
        vi: 'Giữ cơ sở dữ liệu: trả lời về lượt xem, quyết định đính chính',
        en: 'Keep registers: answer for looks, decide corrections',
      },
    },
  ],
  actions: [askAboutLook, answerQuestion],
  routes: { public: ownRoutes, staff: keepingRoutes, api: ownApi },
  nav: [{ title: { vi: messages.vi.keep, en: messages.en.keep }, url: KEEPING, permission: KEEP, audience: 'staff' }],
  worklist,
  search: searchRegistries,
  seedDemo: seedRegistries,
};
