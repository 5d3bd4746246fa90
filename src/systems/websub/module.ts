import type { Module } from '#kernel/module.ts';
import { askHub } from './actions/ask-hub.ts';
import { hubMessages } from './hub-messages.ts';
import { distributeJob, keepHubJob, sendUpdatesJob, verifyIntentsJob } from './jobs.ts';
import { onChange } from './on-change.ts';
import { hubRoutes } from './routes/hub.ts';

const title = { vi: hubMessages.vi.title, en: hubMessages.en.title };

/** A WebSub hub for the feeds of this site: whoever follows one is sent it the moment it changes. */
export const websub: Module = {
  name: 'websub',
  title,
  schema: 'websub',
  migrations: new URL('./migrations/', import.meta.url),
  actions: [askHub],
  routes: { public: hubRoutes },
  jobs: [verifyIntentsJob, distributeJob, sendUpdatesJob, keepHubJob],
  on: onChange,
  hub: '/websub',
};
