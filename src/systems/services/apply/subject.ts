import { type Db, query, sql } from '#kernel/db.ts';
import type { Draft } from './drafts.ts';

/** Name of the person or organisation for whom it is decided. */
export async function subjectName(db: Db, draft: Pick<Draft, 'subjectPerson' | 'subjectOrganisation'>): Promise<string> {
  const [row] = await query<{ name: string }>(
    db,
    sql<{ name: string }>`select full_name as name from identity.person where id = ${draft.subjectPerson}
      union all select name from identity.organisation where id = ${draft.subjectOrganisation}`,
  );
  return row?.name ?? '';
}
