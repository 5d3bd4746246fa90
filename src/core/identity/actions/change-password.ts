import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import type { Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { type AccountActor, asAccount } from '../actor.ts';
import { findPassword } from '../credentials.ts';
import type { IdentityTables } from '../db.gen.ts';
import { hashPassword } from '../passwords.ts';
import { type Proof, proveOwner } from '../prove.ts';
import { refusePassword } from '../rules/password.ts';
import { NewPassword, TypedPassword } from '../schemas.ts';
import { endSessions, openSession, Origin, TokenHash } from '../sessions.ts';
import { limitsAt } from '../settings.ts';

/** A new password. Every session ends, and a new one is opened for whoever changed it. */
export const changePassword = defineAction({
  name: 'identity.change-password',
  title: { vi: 'Đổi mật khẩu', en: 'Change the password' },
  input: Type.Object({ currentPassword: TypedPassword, newPassword: NewPassword, newTokenHash: TokenHash, origin: Origin }),
  permission: 'signed-in',
  secret: true,
  async refuse({ tx, actor }, input): Promise<Refusal[]> {
    const owner = await findPassword(tx, { accountId: asAccount(actor).id });
    const message = owner && refusePassword(input.newPassword, owner);
    if (message) return [{ code: 'weak-password', field: 'newPassword', message }];
    if (input.newPassword !== input.currentPassword) return [];
    const same = { vi: 'Mật khẩu mới phải khác mật khẩu đang dùng.', en: 'The new password must differ from the present one.' };
    return [{ code: 'same-password', field: 'newPassword', message: same }];
  },
  async run(context, input): Promise<Proof> {
    const { tx, actor, now, emit } = context;
    const account = asAccount(actor);
    const limits = await limitsAt(tx, now);
    const proof = await proveOwner(tx, account.id, { password: input.currentPassword }, input.origin, limits, now);
    if (proof.outcome !== 'right') return proof;
    await storePassword(tx, account, input.newPassword, now);
    await endSessions(context, { accountId: account.id }, 'password-changed');
    await emit('identity.credential-changed', { accountId: account.id, change: 'password-changed' });
    const assignmentId = account.posts[0]?.id;
    await openSession(
      tx,
      { ...input.origin, accountId: account.id, tokenHash: input.newTokenHash, assignmentId, provenLevel: 1 },
      limits,
      now,
    );
    return proof;
  },
  ledger: (_input, result, actor) =>
    result.outcome === 'right' ? { subject: `account:${accountMark(actor.id)}`, facts: { changed: 'password' } } : undefined,
});

async function storePassword(tx: Db, account: AccountActor, password: string, at: Date): Promise<void> {
  await on<IdentityTables>(tx)
    .updateTable('identity.credential')
    .set({ secret: await hashPassword(password), must_change: false, confirmed_at: at })
    .where('account_id', '=', account.id)
    .where('method', '=', 'password')
    .execute();
}
