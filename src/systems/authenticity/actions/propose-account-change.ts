import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { hasWaiting, insertChange } from '../queries/account-changes.ts';
import { findAccount } from '../queries/accounts.ts';
import { changeRefusals } from '../rules/account-rules.ts';
import { ChangeOfAccount } from '../schemas.ts';

/** One person proposes other names for an account, to let it speak again, or to close it. */
export const proposeAccountChange = defineAction({
  name: 'authenticity.propose-account-change',
  title: { vi: 'Đề nghị thay đổi tài khoản chính thức', en: 'Propose a change of an official account' },
  input: ChangeOfAccount,
  permission: 'authenticity.register',
  scope: async (tx, input) => (await findAccount(tx, input.id))?.agencyId,
  async refuse({ tx }, input) {
    const account = await findAccount(tx, input.id);
    if (!account) throw notFound();
    if (await hasWaiting(tx, input.id)) {
      const message = { vi: 'Đang có đề nghị khác chờ duyệt cho tài khoản này.', en: 'Another proposal about this account is waiting.' };
      return [{ code: 'waiting', message }];
    }
    return changeRefusals(account, account.platform, input);
  },
  async run({ tx, actor, now }, { id, kind, reason, handle = '', displayName = '', url = '' }) {
    const account = await findAccount(tx, id);
    if (!account) throw notFound();
    const fields = kind === 'rename' ? { handle: handle.trim(), displayName: displayName.trim(), url } : {};
    const change = { accountId: id, agencyId: account.agencyId, kind, fields, reason, proposedBy: actor.id, proposedAt: now };
    return { id: await insertChange(tx, change) };
  },
  ledger: (input) => ({ subject: `official-account:${input.id}`, facts: { proposed: input.kind, reason: input.reason } }),
});
