import type { Module } from '#kernel/module.ts';
import { changeFollow } from './actions/change-follow.ts';
import { confirm } from './actions/confirm.ts';
import { endFollow } from './actions/end-follow.ts';
import { fanOut } from './actions/fan-out.ts';
import { leave } from './actions/leave.ts';
import { leavePush } from './actions/leave-push.ts';
import { makeDigest } from './actions/make-digest.ts';
import { subscribe } from './actions/subscribe.ts';
import { subscribePush } from './actions/subscribe-push.ts';
import { digestJob, fanOutJob, forgetJob } from './jobs.ts';
import { messages } from './messages.ts';
import { onCorrected, onPublished, onRetracted, onWithdrawn } from './on-release.ts';
import { publicRoutes } from './routes/public.ts';

const title = { vi: messages.vi.title, en: messages.en.title };

/** Readers are told of the Government's official information: by e-mail or on their screen, at once or in a digest. */
export const subscriptions: Module = {
  name: 'subscriptions',
  title,
  schema: 'subscriptions',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies', 'notifications'],
  permissions: [
    { name: 'subscriptions.carry', title: { vi: 'Xếp thư cho người đăng ký (chỉ phần mềm)', en: 'Queue letters (the product only)' } },
  ],
  actions: [subscribe, confirm, changeFollow, endFollow, leave, subscribePush, leavePush, fanOut, makeDigest],
  routes: { public: publicRoutes },
  jobs: [fanOutJob, digestJob, forgetJob],
  on: {
    'information.published': onPublished,
    'information.corrected': onCorrected,
    'information.withdrawn': onWithdrawn,
    'information.retracted': onRetracted,
  },
};
