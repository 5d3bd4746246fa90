import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { type Actor } from '#kernel/permission.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { dateOf } from '#kernel/time.ts';
import { accountOf, NATIONWIDE } from '../actor.ts';
import type { AssignmentRow, IdentityTables } from '../db.gen.ts';
import { isNationwide } from './post-rules.ts';

async function find(tx: Db, id: string): Promise<AssignmentRow> {
  const row = await on<IdentityTables>(tx)
    .selectFrom('identity.assignment')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

async function refuseEnding(tx: Db, actor: Actor, assignment: AssignmentRow, day: string): Promise<Refusal[]> {
  if (assignment.valid_to !== null && assignment.valid_to <= day) {
    return [{ code: 'already-ended', message: { vi: 'Vị trí này đã kết thúc rồi.', en: 'This post has already ended.' } }];
  }
  if (accountOf(actor)?.personId === assignment.person_id) {
    const message = {
      vi: 'Bạn không thể tự kết thúc vị trí của mình; hãy nhờ một người quản trị khác.',
      en: 'You cannot end your own post; ask another administrator.',
    };
    return [{ code: 'own-post', message }];
  }
  if ((await isNationwide(tx, assignment.id)) && !actor.may('identity.manage', NATIONWIDE)) {
    const message = {
      vi: 'Vai trò toàn quốc chỉ do quản trị quốc gia thu hồi.',
      en: 'Only a national administrator may take a nationwide role.',
    };
    return [{ code: 'nationwide-role', message }];
  }
  return [];
}

/** Ends a post today: its permissions are gone with the next page. A post that was to begin later never begins. */
export const endAssignment = defineAction({
  name: 'identity.end-assignment',
  title: { vi: 'Kết thúc vị trí công tác', en: 'End a post' },
  input: Type.Object({ assignmentId: Type.String({ format: 'uuid' }) }),
  permission: 'identity.manage',
  scope: async (tx, input) => (await find(tx, input.assignmentId)).agency_id,
  refuse: async ({ tx, actor, now }, input) => refuseEnding(tx, actor, await find(tx, input.assignmentId), dateOf(now)),
  async run({ tx, actor, now, emit }, input) {
    const { person_id: personId, agency_id: agencyId, valid_from: from } = await find(tx, input.assignmentId);
    const day = dateOf(now);
    const end = from > day ? from : day;
    await on<IdentityTables>(tx)
      .updateTable('identity.assignment')
      .set({ valid_to: end, ended_by: actor.id })
      .where('id', '=', input.assignmentId)
      .execute();
    await emit('identity.assignment-ended', { assignmentId: input.assignmentId, personId, agencyId, on: end });
    return { agencyId, on: end };
  },
  ledger: (input, result) => ({ subject: `assignment:${input.assignmentId}`, facts: { agency: result.agencyId, ended: result.on } }),
});
