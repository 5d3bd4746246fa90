import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import type { Actor } from '#kernel/permission.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { dateOf } from '#kernel/time.ts';
import { accountOf, NATIONWIDE } from '../actor.ts';
import { findPassword, removeSecondFactor } from '../credentials.ts';
import type { IdentityTables } from '../db.gen.ts';
import { hashPassword } from '../passwords.ts';
import { type AssignmentName, findAssignment } from '../queries.ts';
import { endSessions } from '../sessions.ts';
import { isNationwide } from './post-rules.ts';

async function find(tx: Db, assignmentId: string): Promise<AssignmentName> {
  const found = await findAssignment(tx, assignmentId);
  if (!found) throw notFound();
  return found;
}

/** Whoever resets a password could sign in with it: only for people all of whose present posts the actor manages. */
async function refuseReset(tx: Db, actor: Actor, target: AssignmentName, day: string): Promise<Refusal[]> {
  if (accountOf(actor)?.personId === target.personId) {
    const message = {
      vi: 'Với tài khoản của chính bạn, hãy dùng trang Đổi mật khẩu.',
      en: 'For your own account use the page Change the password.',
    };
    return [{ code: 'own-account', message }];
  }
  const held = await on<IdentityTables>(tx)
    .selectFrom('identity.assignment')
    .select(['id', 'agency_id'])
    .where('person_id', '=', target.personId)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', day)]))
    .execute();
  if (!held.some((post) => post.id === target.assignmentId)) {
    return [
      { code: 'already-ended', message: { vi: 'Người này không còn giữ vị trí ở đây.', en: 'This person no longer holds the post.' } },
    ];
  }
  for (const post of held) {
    const scope = (await isNationwide(tx, post.id)) ? NATIONWIDE : post.agency_id;
    if (actor.may('identity.manage', scope)) continue;
    const message = {
      vi: 'Người này còn giữ vị trí ngoài phạm vi bạn quản lý; hãy nhờ quản trị quốc gia cấp lại mật khẩu.',
      en: 'This person also holds a post outside what you manage; ask a national administrator.',
    };
    return [{ code: 'post-elsewhere', message }];
  }
  return [];
}

/**
 * A temporary password for somebody who has lost theirs, or their telephone: the second factor goes off, all sessions end, and
 * the password must be changed at the next sign-in. The password is made by the caller (99 random bits).
 */
export const resetPassword = defineAction({
  name: 'identity.reset-password',
  title: { vi: 'Cấp lại mật khẩu', en: 'Reset a password' },
  input: Type.Object({ assignmentId: Type.String({ format: 'uuid' }), temporaryPassword: Type.String({ minLength: 20, maxLength: 64 }) }),
  permission: 'identity.manage',
  scope: async (tx, input) => (await find(tx, input.assignmentId)).agencyId,
  refuse: async ({ tx, actor, now }, input) => refuseReset(tx, actor, await find(tx, input.assignmentId), dateOf(now)),
  async run(context, input) {
    const { tx, now, emit } = context;
    const { accountId } = await find(tx, input.assignmentId);
    const credential = await findPassword(tx, { accountId });
    if (!credential) throw notFound();
    await on<IdentityTables>(tx)
      .updateTable('identity.credential')
      .set({ secret: await hashPassword(input.temporaryPassword), must_change: true, confirmed_at: now })
      .where('id', '=', credential.id)
      .execute();
    await removeSecondFactor(tx, accountId);
    await endSessions(context, { accountId }, 'password-changed');
    await emit('identity.credential-changed', { accountId, change: 'password-reset' });
    return { account: accountMark(accountId), signInName: credential.signInName };
  },
  ledger: (input, result) => ({ subject: `account:${result.account}`, facts: { reset: 'password', assignment: input.assignmentId } }),
});
