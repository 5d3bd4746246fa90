import type { Module } from '#kernel/module.ts';
import { acceptMandate, revokeMandate } from './actions/answer-mandate.ts';
import { applyFor } from './actions/apply-for.ts';
import { beginEnrolment } from './actions/begin-enrolment.ts';
import { confirmContact } from './actions/confirm-contact.ts';
import { decideApplication } from './actions/decide-application.ts';
import { decideVisit } from './actions/decide-visit.ts';
import { giveMandate } from './actions/give-mandate.ts';
import { receiveVisit } from './actions/receive-visit.ts';
import { setPassword } from './actions/set-password.ts';
import { addPasskey, askNewPasskey } from './actions/add-passkey.ts';
import { assignPost } from './actions/assign-post.ts';
import { removePasskey, renamePasskey } from './actions/change-passkey.ts';
import { changePassword } from './actions/change-password.ts';
import { closeSoftwareClient } from './actions/close-software-client.ts';
import { askConfirmation, confirmSession } from './actions/confirm-session.ts';
import { confirmTotp } from './actions/confirm-totp.ts';
import { createAccount } from './actions/create-account.ts';
import { createSoftwareClient } from './actions/create-software-client.ts';
import { disableTotp } from './actions/disable-totp.ts';
import { endAssignment } from './actions/end-assignment.ts';
import { endSession } from './actions/end-session.ts';
import { enrolTotp } from './actions/enrol-totp.ts';
import { answerByPhone, findByPhone } from './actions/answer-by-phone.ts';
import { approveByPhone } from './actions/approve-by-phone.ts';
import { askByPhone } from './actions/ask-by-phone.ts';
import { leaveAuthentication } from './actions/leave-authentication.ts';
import { lockAtCounter } from './actions/lock-at-counter.ts';
import { lockIdentity, openUnlocking, unlockIdentity } from './actions/lock-identity.ts';
import { proveCodeStep } from './actions/prove-code.ts';
import { provePasskeyStep } from './actions/prove-passkey.ts';
import { provePasswordStep } from './actions/prove-password.ts';
import { resetPassword } from './actions/reset-password.ts';
import { signOut } from './actions/sign-out.ts';
import { switchPost } from './actions/switch-post.ts';
import { forgetSignIns } from './jobs.ts';
import { endProviderSessions } from './relying-party/end-provider-sessions.ts';
import { finishSignIn } from './relying-party/finish-sign-in.ts';
import { holdForm } from './relying-party/hold-form.ts';
import { linkAccount } from './relying-party/link-account.ts';
import { accountRoutes } from './routes/account.ts';
import { confirmRoutes } from './routes/confirm.ts';
import { counterRoutes } from './routes/counter.ts';
import { mandateRoutes } from './routes/mandates.ts';
import { identityRoutes } from './routes/identity.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { peopleRoutes } from './routes/people.ts';
import { publicRoutes } from './routes/public.ts';
import { worklist } from './worklist.ts';
import { softwareRoutes } from './routes/software.ts';

export const identity: Module = {
  name: 'identity',
  title: { vi: 'Tài khoản và vị trí công tác', en: 'Accounts and posts' },
  schema: 'identity',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies'],
  permissions: [
    {
      name: 'identity.manage',
      title: { vi: 'Quản lý người dùng, vị trí công tác và tài khoản phần mềm', en: 'Manage people, posts and software accounts' },
    },
    {
      name: 'identity.enrol',
      title: { vi: 'Định danh người đến quầy, xét đơn cho trẻ em và tổ chức', en: 'Prove identities at a counter' },
    },
  ],
  actions: [
    provePasswordStep,
    proveCodeStep,
    leaveAuthentication,
    askByPhone,
    findByPhone,
    answerByPhone,
    approveByPhone,
    lockIdentity,
    lockAtCounter,
    openUnlocking,
    unlockIdentity,
    beginEnrolment,
    confirmContact,
    setPassword,
    receiveVisit,
    decideVisit,
    applyFor,
    decideApplication,
    giveMandate,
    acceptMandate,
    revokeMandate,
    provePasskeyStep,
    askConfirmation,
    confirmSession,
    askNewPasskey,
    addPasskey,
    renamePasskey,
    removePasskey,
    signOut,
    endSession,
    switchPost,
    changePassword,
    enrolTotp,
    confirmTotp,
    disableTotp,
    createAccount,
    assignPost,
    endAssignment,
    resetPassword,
    createSoftwareClient,
    closeSoftwareClient,
    finishSignIn,
    endProviderSessions,
    holdForm,
    linkAccount,
  ],
  routes: {
    public: publicRoutes,
    async staff(app, services) {
      await accountRoutes(app, services);
      await confirmRoutes(app, services);
      await passkeyRoutes(app, services);
      await identityRoutes(app, services);
      await mandateRoutes(app, services);
      await counterRoutes(app, services);
      await peopleRoutes(app, services);
      await softwareRoutes(app, services);
    },
  },
  jobs: [forgetSignIns],
  nav: [
    { title: { vi: 'Người dùng', en: 'People' }, url: '/quan-tri/nguoi-dung', permission: 'identity.manage', audience: 'staff' },
    {
      title: { vi: 'Quầy định danh', en: 'Identity counter' },
      url: '/quan-tri/dinh-danh',
      permission: 'identity.enrol',
      audience: 'staff',
    },
  ],
  worklist,
};
