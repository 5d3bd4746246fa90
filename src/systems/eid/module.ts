import type { Module } from '#kernel/module.ts';
import { giveConsent } from './actions/give-consent.ts';
import { rotateKeys } from './actions/rotate-keys.ts';
import { forgetExpired, forgetUses } from './jobs.ts';
import { messages } from './messages.ts';
import { CLIENTS } from './permissions.ts';
import { publicRoutes } from './routes/public.ts';

/** The nation's OpenID Provider: sites let people log in here, and learn no more than these agree to. */
export const eid: Module = {
  name: 'eid',
  title: { vi: messages.vi.title, en: messages.en.title },
  schema: 'eid',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies', 'identity'],
  permissions: [
    {
      name: CLIENTS,
      title: {
        vi: 'Đăng ký, đóng trang đăng nhập bằng định danh điện tử',
        en: 'Register and close sites that use electronic identification',
      },
    },
  ],
  actions: [giveConsent, rotateKeys],
  routes: { public: publicRoutes },
  jobs: [forgetExpired, forgetUses],
};
