import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { findAccount } from '../queries/accounts.ts';
import { keepAvatar } from '../queries/avatars.ts';
import { NewPicture } from '../schemas.ts';
import { shapeOfFile } from '../stored-picture.ts';

/** Who keeps an official account brings the picture by which it shows itself, where the platform is not asked for it. */
export const keepAccountAvatar = defineAction({
  name: 'authenticity.keep-account-avatar',
  title: { vi: 'Giữ ảnh đại diện của tài khoản chính thức', en: 'Keep the picture of an official account' },
  input: NewPicture,
  permission: 'authenticity.register',
  scope: async (tx, input) => (await findAccount(tx, input.id))?.agencyId,
  async refuse({ files }, { picture }) {
    if ((await shapeOfFile(files, picture)) !== undefined) return [];
    const message = {
      vi: 'Ảnh này chỉ có một màu nên không so được với ảnh nào. Hãy chọn ảnh có hình.',
      en: 'This picture is one plain surface and cannot be compared. Choose one with a drawing.',
    };
    return [{ code: 'plain-picture', message, field: 'anh-dai-dien' }];
  },
  async run({ tx, files, now }, { id, picture }) {
    const [account, shape] = [await findAccount(tx, id), await shapeOfFile(files, picture)];
    if (!account || shape === undefined) throw notFound();
    await keepAvatar(tx, { accountId: id, shape, sha256: picture, source: 'keeper' }, now);
    return { id };
  },
  ledger: (input) => ({ subject: `official-account:${input.id}`, facts: { avatar: input.picture } }),
});
