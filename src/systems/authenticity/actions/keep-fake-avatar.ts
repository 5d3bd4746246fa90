import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { keepCaseAvatar } from '../queries/avatars.ts';
import { findCase } from '../queries/fake-cases.ts';
import { NewPicture } from '../schemas.ts';
import { shapeOfFile } from '../stored-picture.ts';

/** The desk keeps the picture by which a reported page shows itself; it is compared with those of registered accounts. */
export const keepFakeAvatar = defineAction({
  name: 'authenticity.keep-fake-avatar',
  title: { vi: 'Giữ ảnh đại diện của trang bị báo', en: 'Keep the picture of a reported page' },
  input: NewPicture,
  permission: 'authenticity.triage',
  scope: async (tx, input) => (await findCase(tx, input.id))?.agencyId ?? undefined,
  async run({ tx, files }, { id, picture }) {
    if (!(await findCase(tx, id))) throw notFound();
    await keepCaseAvatar(tx, id, picture, await shapeOfFile(files, picture));
    return { id };
  },
  ledger: (input) => ({ subject: `fake-page:${input.id}`, facts: { avatar: input.picture } }),
});
