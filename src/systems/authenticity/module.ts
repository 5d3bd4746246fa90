import type { Module } from '#kernel/module.ts';
import { accountMessages } from './account-messages.ts';
import { decideAccountChange } from './actions/decide-account-change.ts';
import { keepAccountAvatar } from './actions/keep-account-avatar.ts';
import { keepFakeAvatar } from './actions/keep-fake-avatar.ts';
import { judgeFake } from './actions/judge-fake.ts';
import { proposeAccount } from './actions/propose-account.ts';
import { proposeAccountChange } from './actions/propose-account-change.ts';
import { recordAccountSeen } from './actions/record-account-seen.ts';
import { recordPageFacts } from './actions/record-page-facts.ts';
import { recordReference } from './actions/record-reference.ts';
import { recordPictureShape } from './actions/record-picture-shape.ts';
import { recordProof } from './actions/record-proof.ts';
import { reportFake } from './actions/report-fake.ts';
import { stopAccount } from './actions/stop-account.ts';
import { takeDeskStep } from './actions/take-desk-step.ts';
import { checkMessages } from './check-messages.ts';
import { fakeMessages } from './fake-messages.ts';
import { accountFeed, fakeFeed } from './feeds.ts';
import { indicators } from './indicators.ts';
import { accountSeenJob, proveAccountsJob, shapePictureJob } from './jobs.ts';
import { onCorrected, onPosted, onPublished, onRetracted, onWithdrawn } from './indexing.ts';
import { accountNotices } from './notices.ts';
import { onAccountSeen } from './on-account-seen.ts';
import { permissions } from './permissions.ts';
import { apiRoutes } from './routes/api.ts';
import { publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';
import { seedFakes } from './seed-fakes.ts';
import { seedAccounts } from './seed.ts';
import { worklistOf } from './worklist.ts';

const titleOf = (messages: { vi: { title: string }; en: { title: string } }) => ({ vi: messages.vi.title, en: messages.en.title });

/** Whether something is from the State: the check of news, the registry of official accounts, the desk of false pages. */
export const authenticity: Module = {
  name: 'authenticity',
  title: { vi: 'Xác thực thông tin', en: 'Authenticity' },
  schema: 'authenticity',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies'],
  permissions,
  actions: [
    proposeAccount,
    proposeAccountChange,
    decideAccountChange,
    stopAccount,
    recordAccountSeen,
    recordPictureShape,
    recordProof,
    reportFake,
    takeDeskStep,
    keepFakeAvatar,
    recordPageFacts,
    recordReference,
    keepAccountAvatar,
    judgeFake,
  ],
  jobs: [shapePictureJob, proveAccountsJob, accountSeenJob],
  routes: { public: publicRoutes, staff: staffRoutes, api: apiRoutes },
  on: {
    'information.published': onPublished,
    'information.corrected': onCorrected,
    'information.withdrawn': onWithdrawn,
    'information.retracted': onRetracted,
    'channels.posted': onPosted,
    'channels.account-seen': onAccountSeen,
  },
  nav: [
    { title: titleOf(checkMessages), url: '/kiem-tra-tin', permission: 'public', audience: 'public' },
    { title: titleOf(accountMessages), url: '/tai-khoan-chinh-thuc', permission: 'public', audience: 'public' },
    { title: titleOf(accountMessages), url: '/xac-thuc/tai-khoan', permission: 'authenticity.register', audience: 'staff' },
    {
      title: { vi: fakeMessages.vi.deskTitle, en: fakeMessages.en.deskTitle },
      url: '/xac-thuc/gia-mao',
      permission: 'authenticity.triage',
      audience: 'staff',
    },
  ],
  feeds: [accountFeed, fakeFeed],
  notices: accountNotices,
  worklist: worklistOf,
  indicators,
  seed: seedAccounts,
  seedDemo: seedFakes,
};
