import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import type { AccountChanged } from '../events.ts';
import { findAccount } from '../queries/accounts.ts';
import { setStatus } from '../queries/write-accounts.ts';
import { stopRefusals } from '../rules/account-rules.ts';
import { StopOfAccount } from '../schemas.ts';

/** The kill switch: one person is enough, because every minute counts. To lift it takes two. */
export const stopAccount = defineAction({
  name: 'authenticity.stop-account',
  title: { vi: 'Báo động: tài khoản chính thức bị chiếm quyền hoặc tạm dừng', en: 'Alarm: an official account is taken over or suspended' },
  input: StopOfAccount,
  permission: 'authenticity.alarm',
  scope: async (tx, input) => (await findAccount(tx, input.id))?.agencyId,
  async refuse({ tx }, input) {
    const account = await findAccount(tx, input.id);
    if (!account) throw notFound();
    return stopRefusals(account.status, input.status);
  },
  async run({ tx, now, emit }, { id, status, reason }) {
    const account = await findAccount(tx, id);
    if (!account) throw notFound();
    await setStatus(tx, id, status, reason, now);
    const event: AccountChanged = { platform: account.platform, stableId: account.stableId, status, at: now };
    await emit('authenticity.account-changed', event);
    return { id };
  },
  ledger: (input) => ({ subject: `official-account:${input.id}`, facts: { status: input.status, reason: input.reason } }),
});
