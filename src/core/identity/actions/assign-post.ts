import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { tidy } from '#kernel/text.ts';
import { insertAssignment } from '../accounts.ts';
import { findPassword } from '../credentials.ts';
import { personNumbered } from '../enrolment/people.ts';
import type { IdentityTables } from '../db.gen.ts';
import { normalizeSignInName } from '../rules/sign-in-name.ts';
import { AgencyId, Day, PostTitle, Roles } from '../schemas.ts';
import { refusePost } from './post-rules.ts';

/** By the sign-in name, or by the personal number: a citizen may have no password at all. */
async function personOf(tx: Db, signInName: string): Promise<string | undefined> {
  const found = await findPassword(tx, { signInName: normalizeSignInName(signInName) });
  if (!found) return (await personNumbered(tx, signInName.trim()))?.personId;
  const account = await on<IdentityTables>(tx)
    .selectFrom('identity.account')
    .select('person_id')
    .where('id', '=', found.accountId)
    .executeTakeFirst();
  return account?.person_id;
}

/** A post for somebody who has an account already, a citizen's too: one person, one account. */
export const assignPost = defineAction({
  name: 'identity.assign-post',
  title: { vi: 'Giao vị trí công tác', en: 'Assign a post' },
  input: Type.Object({
    signInName: Type.String({
      minLength: 1,
      maxLength: 200,
      ...sentence('Hãy ghi tên đăng nhập của người được giao.', 'Write the sign-in name of the person.'),
    }),
    agencyId: AgencyId,
    postTitle: PostTitle,
    roles: Roles,
    from: Day,
    to: Type.Optional(Day),
  }),
  permission: 'identity.manage',
  scope: (_tx, input) => input.agencyId,
  async refuse({ tx, actor }, input): Promise<Refusal[]> {
    const reasons = await refusePost(tx, actor, input);
    const personId = await personOf(tx, input.signInName);
    if (!personId) {
      const message = { vi: 'Không có tài khoản nào với tên đăng nhập này.', en: 'No account has this sign-in name.' };
      return [{ code: 'no-such-account', field: 'signInName', message }, ...reasons];
    }
    const held = await on<IdentityTables>(tx)
      .selectFrom('identity.assignment')
      .select('id')
      .where('person_id', '=', personId)
      .where('agency_id', '=', input.agencyId)
      .where('post_title', '=', tidy(input.postTitle))
      .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', input.from)]))
      .executeTakeFirst();
    if (!held) return reasons;
    const message = { vi: 'Người này đang giữ đúng vị trí đó trong cơ quan.', en: 'This person already holds that post in the agency.' };
    return [{ code: 'already-held', field: 'postTitle', message }, ...reasons];
  },
  async run({ tx, actor, now, emit }, input) {
    const personId = await personOf(tx, input.signInName);
    if (!personId) throw new Error('the account was closed while the post was being given');
    const assignmentId = await insertAssignment(tx, { ...input, personId, createdBy: actor.id }, now);
    await emit('identity.post-assigned', { assignmentId, personId, agencyId: input.agencyId, from: input.from, to: input.to });
    return { assignmentId, personId };
  },
  ledger: (input, result) => ({
    subject: `assignment:${result.assignmentId}`,
    facts: { person: result.personId, agency: input.agencyId, roles: input.roles, from: input.from, to: input.to },
  }),
});
