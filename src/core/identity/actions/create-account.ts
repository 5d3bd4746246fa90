import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import type { Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { insertAccount, insertAssignment } from '../accounts.ts';
import type { IdentityTables } from '../db.gen.ts';
import { AgencyId, Day, FullName, PostTitle, Roles, SignInName } from '../schemas.ts';
import { refusePost } from './post-rules.ts';

/** An official's account with its first post. The temporary password is made by the caller (99 random bits) and must be changed at the first sign-in. */
export const createAccount = defineAction({
  name: 'identity.create-account',
  title: { vi: 'Tạo tài khoản', en: 'Create an account' },
  input: Type.Object({
    fullName: FullName,
    signInName: SignInName,
    temporaryPassword: Type.String({ minLength: 20, maxLength: 64 }),
    agencyId: AgencyId,
    postTitle: PostTitle,
    roles: Roles,
    from: Day,
  }),
  permission: 'identity.manage',
  scope: (_tx, input) => input.agencyId,
  async refuse({ tx, actor }, input): Promise<Refusal[]> {
    const taken = await on<IdentityTables>(tx)
      .selectFrom('identity.credential')
      .select('id')
      .where('method', '=', 'password')
      .where('identifier', '=', input.signInName)
      .executeTakeFirst();
    const reasons = await refusePost(tx, actor, input);
    if (!taken) return reasons;
    const message = { vi: 'Tên đăng nhập này đã có người dùng.', en: 'This sign-in name is taken.' };
    return [{ code: 'name-taken', field: 'signInName', message }, ...reasons];
  },
  async run({ tx, actor, now, emit }, input) {
    const created = await insertAccount(
      tx,
      {
        fullName: input.fullName,
        signInName: input.signInName,
        password: input.temporaryPassword,
        mustChange: true,
        demo: false,
        createdBy: actor.id,
      },
      now,
    );
    const { agencyId, from } = input;
    const assignmentId = await insertAssignment(tx, { ...input, personId: created.personId, createdBy: actor.id }, now);
    await emit('identity.account-created', { ...created, agencyId });
    await emit('identity.post-assigned', { assignmentId, personId: created.personId, agencyId, from, to: undefined });
    return { ...created, assignmentId };
  },
  ledger: (input, result) => ({
    subject: `account:${accountMark(result.accountId)}`,
    facts: { assignment: result.assignmentId, agency: input.agencyId, roles: input.roles, from: input.from },
  }),
});
