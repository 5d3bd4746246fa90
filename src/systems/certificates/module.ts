import type { Module } from '#kernel/module.ts';
import { allowDomain } from './actions/allow-domain.ts';
import { approveRequest } from './actions/approve-request.ts';
import { endCertificate, resumeCertificate, suspendCertificate } from './actions/change-certificate.ts';
import { endHostDomain } from './actions/end-domain.ts';
import { issueCertificate } from './actions/issue-certificate.ts';
import { rejectRequest } from './actions/reject-request.ts';
import { requestCertificate } from './actions/request-certificate.ts';
import { requestServerCertificate } from './actions/request-server.ts';
import { setFirstIssueRule } from './actions/set-first-issue.ts';
import { withdrawRequest } from './actions/withdraw-request.ts';
import { messages } from './messages.ts';
import { permissions, TRUST } from './permissions.ts';
import { publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';
import { trustActions } from './trust/actions.ts';
import { trustMessages } from './trust/messages.ts';
import { worklistOf } from './worklist.ts';

/** The registration authority of the public-duty signature system: who gets a certificate, and when it ends. */
export const certificates: Module = {
  name: 'certificates',
  title: { vi: messages.vi.title, en: messages.en.title },
  schema: 'certificates',
  migrations: new URL('./migrations/', import.meta.url),
  permissions,
  actions: [
    requestCertificate,
    approveRequest,
    rejectRequest,
    withdrawRequest,
    issueCertificate,
    suspendCertificate,
    resumeCertificate,
    endCertificate,
    requestServerCertificate,
    allowDomain,
    endHostDomain,
    setFirstIssueRule,
    ...trustActions,
  ],
  routes: { public: publicRoutes, staff: staffRoutes },
  nav: [
    { title: { vi: messages.vi.title, en: messages.en.title }, url: '/chung-thu-so', permission: 'signed-in', audience: 'staff' },
    {
      title: { vi: messages.vi.agency, en: messages.en.agency },
      url: '/chung-thu-so/co-quan',
      permission: 'certificates.approve',
      audience: 'staff',
    },
    {
      title: { vi: messages.vi.issuing, en: messages.en.issuing },
      url: '/chung-thu-so/cap',
      permission: 'certificates.issue',
      everywhere: true,
      audience: 'staff',
    },
    {
      title: { vi: trustMessages.vi.desk, en: trustMessages.en.desk },
      url: '/chung-thu-so/tin-cay',
      permission: TRUST,
      everywhere: true,
      audience: 'staff',
    },
  ],
  worklist: worklistOf,
};
