import { defineAction } from '#kernel/action.ts';
import { on, query, sql } from '#kernel/db.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import type { EidTables } from '../db.gen.ts';
import { CLIENTS } from '../permissions.ts';
import { findClient } from '../queries/clients.ts';

/** Nobody can log in to a site any more, and what it holds ends. */
export const closeClient = defineAction({
  name: 'eid.close-client',
  title: { vi: 'Đóng trang đăng nhập', en: 'Close a site' },
  input: Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) }),
  permission: CLIENTS,
  async scope(tx, { id }) {
    const found = await findClient(tx, id);
    if (!found) throw notFound();
    return found.agencyId;
  },
  async refuse({ tx }, { id }): Promise<Refusal[]> {
    const found = await findClient(tx, id);
    if (!found?.closed) return [];
    return [{ code: 'already-closed', message: { vi: 'Trang này đã đóng rồi.', en: 'This site is closed already.' } }];
  },
  async run({ tx, now }, { id }) {
    await on<EidTables>(tx).updateTable('eid.client').set({ closed_at: now }).where('id', '=', id).execute();
    await query(tx, sql`delete from eid.model where client_id = ${id}`);
    return { id };
  },
  ledger: ({ id }) => ({ subject: `eid-client:${id}`, facts: { closed: true } }),
});
