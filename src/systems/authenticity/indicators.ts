import { type Db, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { Indicator } from '#kernel/module.ts';

/** Late are those whose next step should have been taken, by the rule of its day (`step_deadline`). */
async function countCases(db: Db, scope: string | undefined): Promise<{ value: number; late: number }> {
  const [row] = await query<{ value: number; late: number }>(
    db,
    sql`select count(*)::int as value,
        count(*) filter (where due_at < ${now()})::int as late
      from authenticity.fake_case
      where state in ('received', 'triaged', 'unclear', 'confirmed_fake', 'referred', 'persists')
        and (${scope ?? null}::uuid is null or agency_id = ${scope ?? null}::uuid)`,
  );
  return row ?? { value: 0, late: 0 };
}

export const indicators: readonly Indicator[] = [
  {
    name: 'authenticity.fakes',
    title: { vi: 'Trang giả mạo chưa gỡ xong', en: 'False pages not yet gone' },
    read: async (db, scope) => ({ ...(await countCases(db, scope)), url: '/xac-thuc/gia-mao' }),
  },
];
