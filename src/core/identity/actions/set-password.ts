import { defineAction } from '#kernel/action.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import type { Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import { refuseUnconfirmed } from '../confirmed.ts';
import { findPassword } from '../credentials.ts';
import { insertPassword } from '../enrolment/people.ts';
import { personOf } from '../enrolment/queries.ts';
import { refusePassword } from '../rules/password.ts';
import { NewPassword } from '../schemas.ts';

/** The first password of an account that has none; one signs in with it and the personal number. */
export const setPassword = defineAction({
  name: 'identity.set-password',
  title: { vi: 'Đặt mật khẩu', en: 'Set a password' },
  input: Type.Object({ newPassword: NewPassword }),
  permission: 'signed-in',
  secret: true,
  async refuse({ tx, actor, now }, { newPassword }): Promise<Refusal[]> {
    const account = asAccount(actor);
    const person = await personOf(tx, account.id);
    if (!person?.personalNumber || (await findPassword(tx, { accountId: account.id }))) {
      const message = {
        vi: 'Tài khoản này đã có mật khẩu. Hãy dùng trang Đổi mật khẩu.',
        en: 'This account has a password. Use the page Change the password.',
      };
      return [{ code: 'has-password', message }];
    }
    const weak = refusePassword(newPassword, { signInName: person.personalNumber, fullName: person.fullName });
    const unconfirmed = await refuseUnconfirmed(tx, account, now);
    return weak ? [{ code: 'weak-password', field: 'newPassword', message: weak }, ...unconfirmed] : unconfirmed;
  },
  async run({ tx, actor, now, emit }, { newPassword }) {
    const accountId = asAccount(actor).id;
    const person = await personOf(tx, accountId);
    if (!person?.personalNumber) throw new Error('the personal number went away while the password was being set');
    await insertPassword(tx, accountId, person.personalNumber, newPassword, false, now);
    await emit('identity.credential-changed', { accountId, change: 'password-changed' });
    return {};
  },
  ledger: (_input, _result, actor) => ({ subject: `account:${accountMark(actor.id)}`, facts: { set: 'password' } }),
});
