import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import type { ServicesTables } from '../../db.gen.ts';
import { takeRecords } from '../importing/store.ts';
import { KEEP_PROCEDURES } from '../permissions.ts';
import { TakeProcedures } from '../schemas.ts';

/** Takes a portion of a file in: what is new or differs becomes a new version, valid from the day of the import. */
export const takeProcedures = defineAction({
  name: 'services.take-procedures',
  title: { vi: 'Nhập một phần danh mục thủ tục', en: 'Take in some procedures' },
  input: TakeProcedures,
  permission: KEEP_PROCEDURES,
  scope: () => EVERYWHERE,
  async run({ tx }, input) {
    const taken = await takeRecords(tx, input);
    await on<ServicesTables>(tx)
      .updateTable('services.procedure_import')
      .set((eb) => ({
        added: eb('added', '+', taken.added),
        changed: eb('changed', '+', taken.changed),
        unchanged: eb('unchanged', '+', taken.unchanged),
        returned: eb('returned', '+', taken.returned),
      }))
      .where('id', '=', input.importId)
      .execute();
    return taken;
  },
  ledger: ({ importId, records }, { added, changed, returned }) =>
    added + changed + returned === 0
      ? undefined
      : {
          subject: `procedure-import:${importId}`,
          facts: { added, changed, returned, records: records.map(({ code, sha256 }) => [code, sha256]) },
        },
});
