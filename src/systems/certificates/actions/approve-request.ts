import { defineAction } from '#kernel/action.ts';
import { APPROVE } from '../permissions.ts';
import { changeRequest } from '../queries.ts';
import { RequestRef } from '../schemas.ts';
import { agencyOfRequest, refusalsFor } from './decide-request.ts';

/** The agency vouches: this person holds this post and shall sign. */
export const approveRequest = defineAction({
  name: 'certificates.approve-request',
  title: { vi: 'Duyệt đề nghị cấp chứng thư số', en: 'Approve a request for a certificate' },
  input: RequestRef,
  permission: APPROVE,
  scope: agencyOfRequest,
  refuse: (context, input) => refusalsFor(context, 'approve', input),
  async run({ tx, actor, now }, { id }) {
    await changeRequest(tx, id, { state: 'approved', approved_by: actor.id, approved_at: now });
    return { id };
  },
  ledger: ({ id }) => ({ subject: `certificate-request:${id}`, facts: { state: 'approved' } }),
});
