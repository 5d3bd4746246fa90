import type { Module } from '#kernel/module.ts';
import { claimDue } from './actions/claim-due.ts';
import { recordOutcomes } from './actions/record-outcomes.ts';
import { forgetOldJob, sendMailJob, sendPushJob } from './jobs.ts';
import { messages } from './messages.ts';
import { outboxRoutes } from './routes/outbox.ts';

/** Messages to people outside: written once, queued for many, sent in turns, each attempt written down. */
export const notifications: Module = {
  name: 'notifications',
  title: { vi: messages.vi.title, en: messages.en.title },
  schema: 'notifications',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: [
    { name: 'notifications.read', title: { vi: 'Xem hộp thư đi', en: 'See the outbox' } },
    { name: 'notifications.carry', title: { vi: 'Gửi thư, thông báo (chỉ phần mềm)', en: 'Send messages (the product only)' } },
  ],
  actions: [claimDue, recordOutcomes],
  routes: { staff: outboxRoutes },
  jobs: [sendMailJob, sendPushJob, forgetOldJob],
  nav: [
    {
      title: { vi: messages.vi.nav, en: messages.en.nav },
      url: '/hop-thu-di',
      permission: 'notifications.read',
      everywhere: true,
      audience: 'staff',
    },
  ],
};
