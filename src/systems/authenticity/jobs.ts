import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { recordAccountSeen } from './actions/record-account-seen.ts';
import { proveAccounts } from './prove-accounts.ts';
import { recordPictureShape } from './actions/record-picture-shape.ts';
import { backLinkOf } from './rules/seen-account.ts';

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

interface SeenOnPlatform {
  readonly platform: string;
  readonly stableId: string;
  readonly name: string;
  readonly handle?: string;
  readonly about?: string;
  readonly websites: readonly string[];
  readonly avatarHash?: string;
  readonly avatarShape?: string;
  /** ISO 8601. */
  readonly at: string;
}

/** After a platform was asked about an account: other names raise the alarm, a link back is its proof. */
export const accountSeenJob: JobDefinition<SeenOnPlatform> = defineJob({
  name: 'authenticity.compare-account',
  title: { vi: 'So tài khoản chính thức với những gì nền tảng đang hiện', en: 'Compare an official account with what its platform shows' },
  handle: async ({ about, websites, ...seen }: SeenOnPlatform, { services }) => {
    const link = backLinkOf({ about, websites }, services.config.publicUrl);
    await services.act(recordAccountSeen, systemActor('authenticity'), { ...seen, ...(link === undefined ? {} : { link }) });
  },
});
