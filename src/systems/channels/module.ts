import type { Module } from '#kernel/module.ts';
import { closeTrial, startTrial } from './actions/advance-trial.ts';
import { approveText } from './actions/approve-text.ts';
import { cancelDelivery } from './actions/cancel-delivery.ts';
import { correctDelivery } from './actions/correct-delivery.ts';
import { decideChange } from './actions/decide-change.ts';
import { editText } from './actions/edit-text.ts';
import { pauseConnection } from './actions/pause-connection.ts';
import { planTrial } from './actions/plan-trial.ts';
import { proposeChange, proposeConnection } from './actions/propose-connection.ts';
import { keepTokens } from './actions/keep-tokens.ts';
import { askBroadcast } from './actions/ask-broadcast.ts';
import { recordAccountSeen } from './actions/record-account-seen.ts';
import { recordBroadcast } from './actions/record-broadcast.ts';
import { settleBroadcast } from './actions/settle-broadcast.ts';
import { broadcastJob } from './broadcasting.ts';
import { renewTokensJob, seeAccountsJob } from './watch-accounts.ts';
import { receiveActivity } from './actions/receive-activity.ts';
import { recordStep } from './actions/record-step.ts';
import { retractDelivery } from './actions/retract-delivery.ts';
import { retryDelivery } from './actions/retry-delivery.ts';
import { forgetActivitiesJob } from './activitypub/forget-old.ts';
import { sendActivitiesJob } from './activitypub/send-activities.ts';
import { channelsWorklist, unsettledPosts } from './desk.ts';
import { deliverJob, measureJob, sweepJob } from './jobs.ts';
import { messages } from './messages.ts';
import { onAccountChanged, onCorrected, onPublished, onRetracted, onWithdrawn } from './on-release.ts';
import { settleReport } from './reports/settle-report.ts';
import { publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';
import { seedChannels } from './seed.ts';
import { recordCertificate } from './training/record-certificate.ts';
import { withdrawCertificate } from './training/withdraw-certificate.ts';

/** What was published goes out on the accounts of its agency: once each, never early, and with what became of it written down. */
export const channels: Module = {
  name: 'channels',
  title: { vi: messages.vi.title, en: messages.en.title },
  schema: 'channels',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies', 'identity'],
  permissions: [
    { name: 'channels.read', title: { vi: 'Xem việc đăng tin trên các kênh', en: 'See what is posted on the channels' } },
    { name: 'channels.write', title: { vi: 'Sửa nội dung cho từng kênh', en: 'Edit texts for each channel' } },
    {
      name: 'channels.approve',
      title: { vi: 'Duyệt, gửi lại, gỡ bài trên kênh; tạm dừng tài khoản', en: 'Approve, resend and remove posts; pause accounts' },
    },
    {
      name: 'channels.manage',
      title: { vi: 'Mở, đổi, đóng tài khoản trên kênh (hai người)', en: 'Open, change and close accounts (two persons)' },
    },
    { name: 'channels.carry', title: { vi: 'Chuyển tin (chỉ phần mềm)', en: 'Carry posts (the product only)' } },
  ],
  actions: [
    recordStep,
    proposeConnection,
    proposeChange,
    decideChange,
    pauseConnection,
    editText,
    approveText,
    retryDelivery,
    cancelDelivery,
    retractDelivery,
    correctDelivery,
    receiveActivity,
    keepTokens,
    recordAccountSeen,
    askBroadcast,
    recordBroadcast,
    settleBroadcast,
    settleReport,
    recordCertificate,
    withdrawCertificate,
    planTrial,
    startTrial,
    closeTrial,
  ],
  routes: { public: publicRoutes, staff: staffRoutes },
  jobs: [deliverJob, broadcastJob, sweepJob, measureJob, seeAccountsJob, renewTokensJob, sendActivitiesJob, forgetActivitiesJob],
  on: {
    'information.published': onPublished,
    'information.corrected': onCorrected,
    'information.withdrawn': onWithdrawn,
    'information.retracted': onRetracted,
    'authenticity.account-changed': onAccountChanged,
  },
  nav: [{ title: { vi: messages.vi.title, en: messages.en.title }, url: '/kenh', permission: 'channels.read', audience: 'staff' }],
  worklist: channelsWorklist,
  indicators: [unsettledPosts],
  seedDemo: seedChannels,
};
