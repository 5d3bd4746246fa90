import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import type { IdentityTables } from '../db.gen.ts';
import { findSoftware } from '../queries.ts';

/** Ends an account of another system, when its secret has leaked or it is no longer used: it is let in no more from now on. */
export const closeSoftwareClient = defineAction({
  name: 'identity.close-software-client',
  title: { vi: 'Đóng tài khoản phần mềm', en: 'Close a software account' },
  input: Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) }),
  permission: 'identity.manage',
  async scope(tx, { id }) {
    const found = await findSoftware(tx, id);
    if (!found) throw notFound();
    return found.agencyId;
  },
  async refuse({ tx }, { id }): Promise<Refusal[]> {
    const found = await findSoftware(tx, id);
    if (!found?.closed) return [];
    return [
      { code: 'already-closed', message: { vi: 'Tài khoản phần mềm này đã đóng rồi.', en: 'This software account is closed already.' } },
    ];
  },
  async run({ tx, now }, { id }) {
    const { agency_id: agencyId } = await on<IdentityTables>(tx)
      .updateTable('identity.software_client')
      .set({ closed_at: now })
      .where('id', '=', id)
      .returning('agency_id')
      .executeTakeFirstOrThrow();
    return { agencyId };
  },
  ledger: ({ id }, { agencyId }) => ({ subject: `software:${id}`, facts: { agency: agencyId, closed: true } }),
});
