import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { forbidden } from '#kernel/problem.ts';
import { APPROVE, ISSUE } from '../permissions.ts';
import { changeRequest } from '../queries.ts';
import { Rejection } from '../schemas.ts';
import { agencyOfRequest, refusalsFor } from './decide-request.ts';

/** The agency does not vouch, or the authority does not issue; the asker reads why. */
export const rejectRequest = defineAction({
  name: 'certificates.reject-request',
  title: { vi: 'Từ chối đề nghị cấp chứng thư số', en: 'Reject a request for a certificate' },
  input: Rejection,
  permission: 'signed-in',
  async refuse(context, input) {
    const { tx, actor } = context;
    const agencyId = await agencyOfRequest(tx, input);
    if (!actor.may(ISSUE, EVERYWHERE) && !actor.may(APPROVE, agencyId)) throw forbidden();
    return refusalsFor(context, 'reject', input);
  },
  async run({ tx, actor, now }, { id, rejection }) {
    await changeRequest(tx, id, { state: 'rejected', decided_by: actor.id, decided_at: now, rejection });
    return { id };
  },
  ledger: ({ id }) => ({ subject: `certificate-request:${id}`, facts: { state: 'rejected' } }),
});
