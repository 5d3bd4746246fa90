import type { Module } from '#kernel/module.ts';
import { answerQuestion } from './actions/answer-question.ts';
import { askAboutLook } from './actions/ask-about-look.ts';
import { askCorrection } from './actions/ask-correction.ts';
import { confirmCorrection, proposeCorrection } from './actions/decide-correction.ts';
import { lookOutside } from './actions/look-outside.ts';
import { keepingMessages } from './keeping-messages.ts';
import { messages } from './messages.ts';
import { KEEP, LOOK } from './permissions.ts';
import { askCorrectionRoutes, correctionRoutes } from './routes/corrections.ts';
import { keepingRoutes } from './routes/keeping.ts';
import { outsideRoutes } from './routes/outside.ts';
import { ownApi } from './routes/own-api.ts';
import { ownRoutes } from './routes/own.ts';
import { publicRoutes } from './routes/public.ts';
import { searchRegistries } from './search.ts';
import { seedRegistries } from './seed-demo.ts';
import { KEEPING, OUTSIDE } from './urls.ts';
import { tellSubject } from './tell-subject.ts';
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
    {
      name: LOOK,
      title: { vi: 'Tra cứu dữ liệu ngoài hồ sơ, có lý do và căn cứ', en: 'Look for facts outside dossiers, with reason and law' },
    },
  ],
  actions: [askAboutLook, answerQuestion, askCorrection, proposeCorrection, confirmCorrection, lookOutside],
  routes: {
    async public(app, services) {
      await publicRoutes(app, services);
      await ownRoutes(app, services);
      await askCorrectionRoutes(app, services);
    },
    async staff(app, services) {
      await keepingRoutes(app, services);
      await correctionRoutes(app, services);
      await outsideRoutes(app, services);
    },
    api: ownApi,
  },
  jobs: [tellSubject],
  nav: [
    { title: { vi: messages.vi.keep, en: messages.en.keep }, url: KEEPING, permission: KEEP, audience: 'staff' },
    { title: { vi: keepingMessages.vi.nav, en: keepingMessages.en.nav }, url: OUTSIDE, permission: LOOK, audience: 'staff' },
  ],
  worklist,
  search: searchRegistries,
  seedDemo: seedRegistries,
};
