import { defineAction } from '#kernel/action.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import type { ServicesTables } from '../../db.gen.ts';
import { countWords } from '../importing/store.ts';
import { KEEP_PROCEDURES } from '../permissions.ts';
import { FinishImport } from '../schemas.ts';

/** A file with less than this share of what was there is a piece of the list, or a broken one: nothing is marked as gone by it. */
const LEAST_SHARE = 0.5;

/**
 * Closes a run: records that the file no longer has are marked, never deleted; words are counted anew. Only keepers that the
 * file speaks of are compared: a ministry's own file says nothing of the others'.
 */
export const finishImport = defineAction({
  name: 'services.finish-procedure-import',
  title: { vi: 'Kết thúc nhập danh mục thủ tục', en: 'Finish importing procedures' },
  input: FinishImport,
  permission: KEEP_PROCEDURES,
  scope: () => EVERYWHERE,
  async run({ tx, now }, { importId, day, codes, refused }) {
    const gone = await markGone(tx, codes, day);
    await countWords(tx);
    const totals = await on<ServicesTables>(tx)
      .updateTable('services.procedure_import')
      .set({ finished_at: now, gone, refused: JSON.stringify(refused) })
      .where('id', '=', importId)
      .returning(['file_sha256', 'added', 'changed', 'unchanged', 'returned', 'gone'])
      .executeTakeFirstOrThrow();
    return totals;
  },
  ledger: ({ importId }, { file_sha256: file, added, changed, returned, gone }) =>
    added + changed + returned + gone === 0
      ? undefined
      : { subject: `procedure-import:${importId}`, facts: { file, added, changed, returned, gone } },
});

async function markGone(tx: Db, codes: readonly string[], day: string): Promise<number> {
  const rows = await query(
    tx,
    sql<{ code: string }>`
      with given as (select unnest(${codes}::text[]) as code),
        ours as (
          select p.code, g.code is not null as there from services.procedure p left join given g using (code)
          where p.origin = 'national' and p.gone_since is null
            and p.keeper in (select keeper from services.procedure join given using (code)))
      update services.procedure p set gone_since = ${day}, changed_at = now()
      from ours
      where ours.code = p.code and not ours.there and (select avg(there::int) from ours) >= ${LEAST_SHARE}
      returning p.code`,
  );
  return rows.length;
}
