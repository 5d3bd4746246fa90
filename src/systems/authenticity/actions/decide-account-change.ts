import { type ActionContext, defineAction } from '#kernel/action.ts';
import { findAgency } from '#core/agencies/index.ts';
import { notFound } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import type { AccountChanged } from '../events.ts';
import { type AccountChange, decide, findChange } from '../queries/account-changes.ts';
import { findAccount, type OfficialAccount } from '../queries/accounts.ts';
import { insertAccount, renameAccount, setStatus } from '../queries/write-accounts.ts';
import { decisionRefusals } from '../rules/account-rules.ts';
import { Decision, type NewAccount } from '../schemas.ts';

async function apply({ tx, now }: ActionContext, change: AccountChange): Promise<void> {
  const { accountId: id, agencyId } = change;
  const agencyName = (await findAgency(tx, agencyId))?.name ?? '';
  if (change.kind === 'open') {
    await insertAccount(tx, { ...(change.fields as unknown as NewAccount), id, agencyId, agencyName }, now);
    return;
  }
  const account = await findAccount(tx, id);
  if (!account) throw notFound();
  const { handle = '', displayName = '', url = '' } = change.fields;
  if (change.kind === 'rename') await renameAccount(tx, account, { handle, displayName, url }, now);
  if (change.kind === 'lift') await setStatus(tx, id, 'active', change.reason, now);
  if (change.kind === 'close') await setStatus(tx, id, 'closed', change.reason, now, dateOf(now));
}

function changed({ platform, stableId, status }: OfficialAccount, at: Date): AccountChanged {
  return { platform, stableId, status, at };
}

/** The second person agrees, and the change holds at once; or says no. */
export const decideAccountChange = defineAction({
  name: 'authenticity.decide-account-change',
  title: { vi: 'Quyết định đề nghị về tài khoản chính thức', en: 'Decide on a proposal about an official account' },
  input: Decision,
  permission: 'authenticity.approve',
  scope: async (tx, input) => (await findChange(tx, input.id))?.agencyId,
  async refuse({ tx, actor }, input) {
    const change = await findChange(tx, input.id);
    if (!change) throw notFound();
    return decisionRefusals(change, actor.id, input.decision);
  },
  async run(context, input) {
    const { tx, actor, now } = context;
    const change = await findChange(tx, input.id);
    if (!change) throw notFound();
    await decide(tx, input.id, input.decision === 'confirm' ? 'confirmed' : 'rejected', actor.id, now);
    if (input.decision === 'confirm') {
      await apply(context, change);
      const account = await findAccount(tx, change.accountId);
      if (account) await context.emit('authenticity.account-changed', changed(account, now));
    }
    return { accountId: change.accountId, kind: change.kind };
  },
  ledger: (input, result) => ({
    subject: `official-account:${result.accountId}`,
    facts: { decision: input.decision, proposal: input.id, kind: result.kind },
  }),
});
