import type { Module } from '#kernel/module.ts';
import { giveConsent } from './actions/give-consent.ts';
import { changeClient } from './actions/change-client.ts';
import { closeClient } from './actions/close-client.ts';
import { registerClientAction } from './actions/register-client.ts';
import { rotateKeys } from './actions/rotate-keys.ts';
import { withdrawConsent } from './actions/withdraw-consent.ts';
import { forgetExpired, forgetUses } from './jobs.ts';
import { lockByLetter } from './letters/lock-by-letter.ts';
import { tellOfDevice, tellOfLevel, tellOfMandate, tellOfUnlock, tellOwner } from './letters/tell-owner.ts';
import { messages } from './messages.ts';
import { onCredentialChanged, onLocked, onMandateRevoked, onSessionEnded } from './on-identity.ts';
import { CLIENTS } from './permissions.ts';
import { registerOwnClient } from './own-client.ts';
import { publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';
import { sendLogout } from './send-logout.ts';

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
  actions: [giveConsent, withdrawConsent, registerClientAction, changeClient, closeClient, rotateKeys, lockByLetter],
  routes: { public: publicRoutes, staff: staffRoutes },
  jobs: [forgetExpired, forgetUses, sendLogout, tellOwner],
  on: {
    'identity.locked': onLocked,
    'identity.unlocked': tellOfUnlock,
    'identity.new-device': tellOfDevice,
    'identity.level-raised': tellOfLevel,
    'identity.mandate-offered': tellOfMandate,
    'identity.credential-changed': onCredentialChanged,
    'identity.session-ended': onSessionEnded,
    'identity.mandate-revoked': onMandateRevoked,
  },
  seed: ({ services }) => registerOwnClient(services),
  nav: [
    {
      title: { vi: 'Trang dùng định danh', en: 'Sites with sign-in' },
      url: '/quan-tri/trang-dang-nhap',
      permission: CLIENTS,
      audience: 'staff',
    },
  ],
};
