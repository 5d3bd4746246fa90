import { OWN_CLIENT } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { type Static, Type } from '#kernel/schema.ts';
import type { EidTables } from '../db.gen.ts';
import { CLIENTS } from '../permissions.ts';
import { findClient } from '../queries/clients.ts';
import { NewClient } from '../schemas.ts';

const { title, redirectUris, scopes, minimumLevel, represents, backchannelLogoutUri } = NewClient.properties;
const Changed = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64 }),
  title,
  redirectUris,
  scopes,
  minimumLevel,
  represents,
  backchannelLogoutUri,
});

const closed = { code: 'already-closed', message: { vi: 'Trang này đã đóng rồi.', en: 'This site is closed already.' } };
const ownDoor = {
  code: 'own-door',
  message: {
    vi: 'Đây là cửa của chính hệ thống này; nó được đăng ký lại mỗi lần khởi động.',
    en: 'This is the system’s own door, registered anew at every start.',
  },
};

/** Changes what a site is; how it proves itself stays. Where it may do less than before, what it holds ends and people log in anew. */
export const changeClient = defineAction({
  name: 'eid.change-client',
  title: { vi: 'Sửa trang đăng nhập', en: 'Change a site' },
  input: Changed,
  permission: CLIENTS,
  async scope(tx, { id }) {
    const found = await findClient(tx, id);
    if (!found) throw notFound();
    return found.agencyId;
  },
  async refuse({ tx }, { id }): Promise<Refusal[]> {
    if (id === OWN_CLIENT) return [ownDoor];
    return (await findClient(tx, id))?.closed ? [closed] : [];
  },
  async run({ tx }, input): Promise<{ narrowed: boolean }> {
    const before = await findClient(tx, input.id);
    if (!before) throw notFound();
    const narrowed =
      before.scopes.some((scope) => scope !== 'openid' && scope !== 'offline_access' && !input.scopes.some((one) => one === scope)) ||
      before.redirectUris.some((uri) => !input.redirectUris.includes(uri)) ||
      input.minimumLevel > before.minimumLevel ||
      (before.represents && !input.represents);
    await update(tx, input);
    if (narrowed) await query(tx, sql`delete from eid.model where client_id = ${input.id}`);
    return { narrowed };
  },
  ledger: ({ id, redirectUris, scopes, minimumLevel, represents = false }, { narrowed }) => ({
    subject: `eid-client:${id}`,
    facts: { redirectUris, scopes, minimumLevel, represents, narrowed },
  }),
});

async function update(tx: Db, input: Static<typeof Changed>): Promise<void> {
  await on<EidTables>(tx)
    .updateTable('eid.client')
    .set({
      title_vi: input.title,
      title_en: input.title,
      redirect_uris: [...input.redirectUris],
      scopes: ['openid', 'offline_access', ...input.scopes],
      minimum_level: input.minimumLevel,
      represents: input.represents ?? false,
      backchannel_logout_uri: input.backchannelLogoutUri || null,
    })
    .where('id', '=', input.id)
    .execute();
}
