import { defineAction } from '#kernel/action.ts';
import type { Refusal } from '#kernel/problem.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { personNumbered } from '../enrolment/people.ts';
import { lockAccount, lockOf } from '../lock.ts';
import { AgencyId } from '../schemas.ts';

/** Why somebody is locked on another's word. */
export const LOCK_REASONS = ['lost', 'taken', 'authority'] as const;

/**
 * An officer at a counter locks an identity for somebody who cannot do it: a lost telephone, an account that a stranger is in, the
 * word of a competent authority. One officer is enough, since it lets nobody in; unlocking takes two, or the owner.
 */
export const lockAtCounter = defineAction({
  name: 'identity.lock-at-counter',
  title: { vi: 'Khóa danh tính tại quầy', en: 'Lock an identity at a counter' },
  input: Type.Object({
    agencyId: AgencyId,
    personalNumber: Type.String({ pattern: '^\\d{12}$', ...sentence('Hãy ghi đủ 12 chữ số.', 'Write all twelve digits.') }),
    reason: Type.Union(
      LOCK_REASONS.map((reason) => Type.Literal(reason)),
      sentence('Hãy chọn lý do.', 'Choose the reason.'),
    ),
  }),
  permission: 'identity.enrol',
  scope: (_tx, { agencyId }) => agencyId,
  async refuse({ tx }, { personalNumber }): Promise<Refusal[]> {
    const person = await personNumbered(tx, personalNumber);
    if (!person) return [{ code: 'no-account', field: 'personalNumber', message: nobody }];
    return (await lockOf(tx, person.accountId)) ? [{ code: 'already-locked', field: 'personalNumber', message: already }] : [];
  },
  async run(context, { personalNumber }) {
    const person = await personNumbered(context.tx, personalNumber);
    if (!person) throw new Error('the account was closed while it was being locked');
    await lockAccount(context, person.accountId);
    return { account: accountMark(person.accountId) };
  },
  ledger: ({ agencyId, reason }, { account }) => ({
    subject: `account:${account}`,
    facts: { locked: true, by: 'counter', agency: agencyId, reason },
  }),
});

const nobody = { vi: 'Không có tài khoản nào với số này.', en: 'No account has this number.' };
const already = { vi: 'Danh tính này đang khóa rồi.', en: 'This identity is locked already.' };
