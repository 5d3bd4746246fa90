import type { Part } from '../parts.ts';
import { addPaper, dropDraft, removePaper } from './actions/change-papers.ts';
import { resupply } from './actions/resupply.ts';
import { savePage } from './actions/save-page.ts';
import { startApplication } from './actions/start-application.ts';
import { submitApplication } from './actions/submit-application.ts';
import { tellApplicant } from '../effects/tell-applicant.ts';
import { messages } from './messages.ts';
import { trackingMessages } from './tracking-messages.ts';
import { publicRoutes } from './routes/public.ts';

/** Applying: the wizard, what somebody handed in, and its result. */
export const apply: Part = {
  actions: [startApplication, savePage, addPaper, removePaper, dropDraft, submitApplication, resupply],
  jobs: [tellApplicant],
  routes: { public: publicRoutes },
  nav: [
    {
      title: { vi: trackingMessages.vi.nav, en: trackingMessages.en.nav },
      url: '/tra-cuu-ho-so',
      permission: 'public',
      audience: 'public',
    },
    { title: { vi: messages.vi.myCases, en: messages.en.myCases }, url: '/ho-so', permission: 'signed-in', audience: 'public' },
  ],
};
