import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { issueReceipt } from './actions/issue-receipt.ts';

/** After the commit: money that came is never refused because a receipt could not be signed. */
export const issueReceiptJob: JobDefinition<{ requestId: string }> = defineJob({
  name: 'services.issue-receipt',
  title: { vi: 'Lập biên lai điện tử', en: 'Issue an electronic receipt' },
  async handle({ requestId }, { services }) {
    await services.act(issueReceipt, systemActor('payments'), { requestId });
  },
});
