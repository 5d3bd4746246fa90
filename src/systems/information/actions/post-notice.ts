import { defineAction } from '#kernel/action.ts';
import { insertNotice } from '../queries.ts';
import { NewNotice } from '../schemas.ts';

export const postNotice = defineAction({
  name: 'information.post-notice',
  title: { vi: 'Đăng tin', en: 'Post a notice' },
  input: NewNotice,
  permission: 'information.post',
  scope: (_tx, _input, actor) => actor.scope,
  async run({ tx, actor, now }, input) {
    return { id: await insertNotice(tx, { ...input, agencyId: actor.scope, at: now }) };
  },
  ledger: (input, result) => ({ subject: `notice:${result.id}`, facts: { title: input.title } }),
});
