import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import type { IdentityTables } from '../db.gen.ts';

/** Chooses in which of one's posts to work; the agency of that post becomes the actor's scope. */
export const switchPost = defineAction({
  name: 'identity.switch-post',
  title: { vi: 'Chuyển vị trí làm việc', en: 'Switch post' },
  input: Type.Object({
    assignmentId: Type.String({ format: 'uuid', ...sentence('Hãy chọn một vị trí.', 'Choose a post.') }),
  }),
  permission: 'signed-in',
  refuse({ actor }, input) {
    if (asAccount(actor).posts.some((post) => post.id === input.assignmentId)) return [];
    return [
      {
        code: 'not-your-post',
        field: 'assignmentId',
        message: { vi: 'Hiện bạn không giữ vị trí này.', en: 'You do not hold this post at present.' },
      },
    ];
  },
  async run({ tx, actor }, input) {
    await on<IdentityTables>(tx)
      .updateTable('identity.session')
      .set({ assignment_id: input.assignmentId })
      .where('id', '=', asAccount(actor).sessionId)
      .execute();
    return {};
  },
  ledger: (input, _result, actor) => ({ subject: `assignment:${input.assignmentId}`, facts: { account: accountMark(actor.id) } }),
});
