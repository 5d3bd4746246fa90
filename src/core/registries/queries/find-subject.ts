import type { IdentityTables } from '#core/identity/index.ts';
import { type Db, on } from '#kernel/db.ts';
import type { Subject } from '../types.ts';

/** Who bears a personal number, or which organisation a code; undefined: nobody who is known here. */
export async function subjectNumbered(db: Db, kind: Subject['kind'], number: string): Promise<Subject | undefined> {
  const identity = on<IdentityTables>(db);
  const row =
    kind === 'person'
      ? await identity.selectFrom('identity.person').select('id').where('personal_number', '=', number).executeTakeFirst()
      : await identity.selectFrom('identity.organisation').select('id').where('code', '=', number).executeTakeFirst();
  return row && { kind, id: row.id };
}
