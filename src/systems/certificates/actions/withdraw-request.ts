import { defineAction } from '#kernel/action.ts';
import { changeRequest } from '../queries.ts';
import { RequestRef } from '../schemas.ts';
import { refusalsFor } from './decide-request.ts';

/** The asker takes a request back. */
export const withdrawRequest = defineAction({
  name: 'certificates.withdraw-request',
  title: { vi: 'Rút đề nghị cấp chứng thư số', en: 'Withdraw a request for a certificate' },
  input: RequestRef,
  permission: 'signed-in',
  refuse: (context, input) => refusalsFor(context, 'withdraw', input),
  async run({ tx }, { id }) {
    await changeRequest(tx, id, { state: 'withdrawn' });
    return { id };
  },
  ledger: ({ id }) => ({ subject: `certificate-request:${id}`, facts: { state: 'withdrawn' } }),
});
