import type { Module } from '#kernel/module.ts';
import { askHub } from './actions/ask-hub.ts';
import { endSubscriptionByOperator } from './actions/end-subscription.ts';
import { tryHostAgain } from './actions/try-host-again.ts';
import { hubMessages } from './hub-messages.ts';
import { denyJob, distributeJob, keepHubJob, sendUpdatesJob, verifyIntentsJob } from './jobs.ts';
import { onChange } from './on-change.ts';
import { MANAGE } from './permissions.ts';
import { hubRoutes } from './routes/hub.ts';
import { staffRoutes } from './routes/staff.ts';
import { staffMessages } from './staff-messages.ts';

const title = { vi: hubMessages.vi.title, en: hubMessages.en.title };

/** A WebSub hub for the feeds of this site: whoever follows one is sent it the moment it changes. */
export const websub: Module = {
  name: 'websub',
  title,
  schema: 'websub',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: [{ name: MANAGE, title: { vi: 'Xem và quản trị trạm báo tin cho phần mềm', en: 'See and run the hub for software' } }],
  actions: [askHub, endSubscriptionByOperator, tryHostAgain],
  routes: { public: hubRoutes, staff: staffRoutes },
  jobs: [verifyIntentsJob, distributeJob, sendUpdatesJob, denyJob, keepHubJob],
  nav: [
    {
      title: { vi: staffMessages.vi.title, en: staffMessages.en.title },
      url: '/tram-bao-tin',
      permission: MANAGE,
      everywhere: true,
      audience: 'staff',
    },
  ],
  on: onChange,
  hub: '/websub',
};
