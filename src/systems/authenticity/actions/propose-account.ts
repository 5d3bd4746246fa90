import { defineAction } from '#kernel/action.ts';
import { newId } from '#kernel/id.ts';
import { forbidden, type Refusal } from '#kernel/problem.ts';
import { insertChange, isTaken } from '../queries/account-changes.ts';
import { addressRefusals } from '../rules/account-rules.ts';
import { NewAccount } from '../schemas.ts';

/** One person proposes an account of their agency; it is nobody's until a second one confirms. */
export const proposeAccount = defineAction({
  name: 'authenticity.propose-account',
  title: { vi: 'Đề nghị đăng ký tài khoản chính thức', en: 'Propose an official account' },
  input: NewAccount,
  permission: 'authenticity.register',
  scope: (_tx, _input, actor) => actor.scope,
  async refuse({ tx }, input) {
    const reasons: Refusal[] = addressRefusals(input.platform, input.url);
    if (input.owner.trim() === input.deputy.trim()) {
      const message = { vi: 'Người chịu trách nhiệm và người thay thế phải là hai người.', en: 'Owner and deputy must be two persons.' };
      reasons.push({ code: 'one-keeper', message, field: 'deputy' });
    }
    if (await isTaken(tx, input.platform, input.stableId.trim())) {
      const message = { vi: 'Tài khoản này đã có trong sổ hoặc đang chờ duyệt.', en: 'This account is registered or waiting already.' };
      reasons.push({ code: 'taken', message, field: 'stableId' });
    }
    return reasons;
  },
  async run({ tx, actor, now }, input) {
    if (actor.scope === undefined) throw forbidden();
    const accountId = newId();
    const change = { accountId, agencyId: actor.scope, kind: 'open', fields: input, reason: input.purpose } as const;
    return { id: await insertChange(tx, { ...change, proposedBy: actor.id, proposedAt: now }), accountId };
  },
  ledger: (input, result) => ({
    subject: `official-account:${result.accountId}`,
    facts: { proposed: 'open', platform: input.platform, stableId: input.stableId, url: input.url },
  }),
});
