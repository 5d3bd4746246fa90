import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import type { ServicesTables } from '../../db.gen.ts';
import { PARSER } from '../parse/record.ts';
import { KEEP_PROCEDURES } from '../permissions.ts';
import { BeginImport } from '../schemas.ts';

/** Opens a run of the importer; nothing official has happened yet. */
export const beginImport = defineAction({
  name: 'services.begin-procedure-import',
  title: { vi: 'Bắt đầu nhập danh mục thủ tục', en: 'Begin to import procedures' },
  input: BeginImport,
  permission: KEEP_PROCEDURES,
  scope: () => EVERYWHERE,
  async run({ tx, now }, { importId, fileName, fileSha256, recordsDay }) {
    await on<ServicesTables>(tx)
      .insertInto('services.procedure_import')
      .values({ id: importId, file_name: fileName, file_sha256: fileSha256, records_day: recordsDay, began_at: now, parser: PARSER })
      .execute();
    return { importId };
  },
  ledger: () => undefined,
});
