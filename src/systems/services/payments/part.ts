import type { Part } from '../parts.ts';
import { closeRequest } from './actions/close-request.ts';
import { decideMoney } from './actions/decide-money.ts';
import { issueReceipt } from './actions/issue-receipt.ts';
import { noteRefund } from './actions/note-refund.ts';
import { recordNotice } from './actions/record-notice.ts';
import { renewRequest } from './actions/renew-request.ts';
import { settleRefund } from './actions/settle-refund.ts';
import { takeCash } from './actions/take-cash.ts';
import { askPayments } from './ask-job.ts';
import { messages } from './messages.ts';
import { createOrder } from './order-job.ts';
import { RECONCILE, TELL } from './permissions.ts';
import { issueReceiptJob } from './receipt-job.ts';
import { messages as reconcileMessages } from './reconcile-messages.ts';
import { sendRefund } from './refund-job.ts';
import { apiRoutes } from './routes/api.ts';
import { publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';

/** Fees: asked, paid, told of, reconciled, given back. */
export const payments: Part = {
  permissions: [
    { name: RECONCILE, title: { vi: 'Đối soát phí, lệ phí của cơ quan', en: 'Reconcile the agency’s fees' } },
    {
      name: TELL,
      title: {
        vi: 'Ghi nhận tin của tổ chức thanh toán (phần mềm tự làm)',
        en: 'Record what payment organisations tell (done by the product)',
      },
    },
  ],
  actions: [recordNotice, renewRequest, closeRequest, takeCash, decideMoney, noteRefund, settleRefund, issueReceipt],
  jobs: [createOrder, askPayments, sendRefund, issueReceiptJob],
  routes: { public: publicRoutes, staff: staffRoutes, api: apiRoutes },
  nav: [
    { title: { vi: messages.vi.receipts, en: messages.en.receipts }, url: '/bien-lai', permission: 'signed-in', audience: 'public' },
    {
      title: { vi: reconcileMessages.vi.title, en: reconcileMessages.en.title },
      url: '/giai-quyet/doi-soat',
      permission: RECONCILE,
      audience: 'staff',
    },
  ],
};
