import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { proveAccounts } from './prove-accounts.ts';
import { recordPictureShape } from './actions/record-picture-shape.ts';

/** After a release is out: its pictures become findable by what they look like. */
export const shapePictureJob: JobDefinition<{ sha256: string }> = defineJob({
  name: 'authenticity.shape-picture',
  title: { vi: 'Ghi hình dạng ảnh của tin để so sánh', en: 'Make a release’s picture findable' },
  handle: async (payload: { sha256: string }, { services }) => {
    await services.act(recordPictureShape, systemActor('authenticity'), payload);
  },
});

/** Before the day begins: does each account's own page still say that it is ours? */
export const proveAccountsJob: JobDefinition<unknown> = defineJob({
  name: 'authenticity.prove-accounts',
  title: { vi: 'Kiểm lại chứng minh của tài khoản chính thức', en: 'Check the proofs of official accounts again' },
  cron: '17 21 * * *',
  handle: (_payload: unknown, { services }) => proveAccounts(services),
});
