import type { Module } from '#kernel/module.ts';
import { claimDue } from './actions/claim-due.ts';
import { receiveConsignment } from './actions/receive-consignment.ts';
import { recordFailure } from './actions/record-failure.ts';
import { recordReceipts } from './actions/record-receipts.ts';
import { renewLease } from './actions/renew-lease.ts';
import { retryDead } from './actions/retry-dead.ts';

/** Signed envelopes between agencies and between sites: accepted once, carried until receipted, received once. */
export const exchange: Module = {
  name: 'exchange',
  title: { vi: 'Trao đổi giữa các cơ quan', en: 'Exchange between agencies' },
  schema: 'exchange',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies'],
  permissions: [
    { name: 'exchange.carry', title: { vi: 'Chuyển phong bì điện tử (chỉ hệ thống)', en: 'Carry envelopes (the system only)' } },
    { name: 'exchange.retry', title: { vi: 'Gửi lại phong bì chưa tới nơi', en: 'Send undelivered envelopes again' } },
  ],
  actions: [claimDue, renewLease, receiveConsignment, recordFailure, recordReceipts, retryDead],
};
