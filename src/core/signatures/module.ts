import type { Module } from '#kernel/module.ts';
import { askRoot, bringRootAnswer, takeRootOffline } from './actions/change-root.ts';
import { revokeCertificate } from './actions/revoke-certificate.ts';
import { publishTrustListJob, signAnswersJob } from './jobs.ts';
import { authorityWork } from './root/state.ts';
import { publicRoutes } from './routes/public.ts';

export const signatures: Module = {
  name: 'signatures',
  title: { vi: 'Chữ ký số', en: 'Digital signatures' },
  schema: 'signatures',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: [{ name: 'signatures.revoke', title: { vi: 'Thu hồi chứng thư số', en: 'Revoke certificates' } }],
  actions: [revokeCertificate, takeRootOffline, askRoot, bringRootAnswer],
  jobs: [signAnswersJob, publishTrustListJob],
  worklist: authorityWork,
  routes: { public: publicRoutes },
};
