import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { findNotice, setWithdrawn } from '../queries.ts';
import { withdrawalRefusals } from '../rules.ts';
import { NoticeRef } from '../schemas.ts';

export const withdrawNotice = defineAction({
  name: 'information.withdraw-notice',
  title: { vi: 'Gỡ tin', en: 'Withdraw a notice' },
  input: NoticeRef,
  permission: 'information.post',
  async scope(tx, input) {
    const notice = await findNotice(tx, input.id);
    return notice?.agencyId ?? undefined;
  },
  async refuse({ tx }, input) {
    const notice = await findNotice(tx, input.id);
    if (!notice) throw notFound();
    return withdrawalRefusals(notice, input.version);
  },
  async run({ tx }, input) {
    await setWithdrawn(tx, input.id);
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `notice:${input.id}`, facts: { withdrawn: true } }),
});
