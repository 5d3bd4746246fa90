import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { tidy } from '#kernel/text.ts';
import { asAccount } from '../actor.ts';
import { refuseUnconfirmed } from '../confirmed.ts';
import { findPassword } from '../credentials.ts';
import type { IdentityTables } from '../db.gen.ts';
import { passkeysOf } from '../passkeys/store.ts';
import { PasskeyName } from './add-passkey.ts';

const PasskeyId = Type.String({ minLength: 1, maxLength: 1400 });

/** Gives one of one's own passkeys another name. */
export const renamePasskey = defineAction({
  name: 'identity.rename-passkey',
  title: { vi: 'Đổi tên khóa truy cập', en: 'Rename a passkey' },
  input: Type.Object({ id: PasskeyId, name: PasskeyName }),
  permission: 'signed-in',
  async run({ tx, actor }, { id, name }) {
    const renamed = await on<IdentityTables>(tx)
      .updateTable('identity.passkey')
      .set({ name: tidy(name) })
      .where('id', '=', id)
      .where('account_id', '=', asAccount(actor).id)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!renamed) throw notFound();
    return {};
  },
  ledger: () => undefined,
});

/** Takes one of one's own passkeys away; never the last way in. */
export const removePasskey = defineAction({
  name: 'identity.remove-passkey',
  title: { vi: 'Gỡ khóa truy cập', en: 'Remove a passkey' },
  input: Type.Object({ id: PasskeyId }),
  permission: 'signed-in',
  async refuse({ tx, actor, now }, { id }): Promise<Refusal[]> {
    const account = asAccount(actor);
    const unconfirmed = await refuseUnconfirmed(tx, account, now);
    if (!(await isLastWayIn(tx, account.id, id))) return unconfirmed;
    const message = {
      vi: 'Đây là cách đăng nhập duy nhất còn lại. Hãy thêm một khóa khác hoặc đặt mật khẩu trước.',
      en: 'This is the only way in that is left. Add another passkey or set a password first.',
    };
    return [{ code: 'last-way-in', message }, ...unconfirmed];
  },
  async run({ tx, actor, now, emit }, { id }) {
    const accountId = asAccount(actor).id;
    const removed = await on<IdentityTables>(tx)
      .updateTable('identity.passkey')
      .set({ removed_at: now })
      .where('id', '=', id)
      .where('account_id', '=', accountId)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!removed) throw notFound();
    await emit('identity.credential-changed', { accountId, change: 'passkey-removed' });
    return {};
  },
  ledger: (_input, _result, actor) => ({ subject: `account:${accountMark(actor.id)}`, facts: { removed: 'passkey' } }),
});

async function isLastWayIn(tx: Db, accountId: string, passkeyId: string): Promise<boolean> {
  if (await findPassword(tx, { accountId })) return false;
  const passkeys = await passkeysOf(tx, accountId);
  return passkeys.length === 1 && passkeys[0]?.id === passkeyId;
}
