import type { Module } from '#kernel/module.ts';
import { pauseOutlet, resumeOutlet } from './actions/pause-outlet.ts';
import { recordArticle } from './actions/record-article.ts';
import { recordAsk } from './actions/record-ask.ts';
import { registerOutlet } from './actions/register-outlet.ts';
import { askOutletJob, askOutletsJob, lookAgainJob } from './jobs.ts';
import { messages } from './messages.ts';
import { onEdition, onRetracted, onWithdrawn } from './on-release.ts';
import { MANAGE, READ } from './permissions.ts';
import { publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';
import { seedOutlet } from './seed.ts';

const title = { vi: messages.vi.title, en: messages.en.title };

/** Press pick-up: which part of each release newspapers used, how much, how soon, and with which figures changed. */
export const pickup: Module = {
  name: 'pickup',
  title,
  schema: 'pickup',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies'],
  permissions: [
    { name: READ, title: { vi: 'Xem báo chí dùng tin của cơ quan', en: 'See how the press used the agency’s releases' } },
    { name: MANAGE, title: { vi: 'Thêm, ngừng nguồn tin báo chí', en: 'Add and stop press feeds' } },
  ],
  actions: [registerOutlet, pauseOutlet, resumeOutlet, recordAsk, recordArticle],
  on: {
    'information.published': onEdition,
    'information.corrected': onEdition,
    'information.withdrawn': onWithdrawn,
    'information.retracted': onRetracted,
  },
  routes: { public: publicRoutes, staff: staffRoutes },
  jobs: [askOutletsJob, askOutletJob, lookAgainJob],
  nav: [{ title, url: '/diem-bao', permission: READ, audience: 'staff' }],
  seed: seedOutlet,
};
