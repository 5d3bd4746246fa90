import { type Db, on } from '#kernel/db.ts';
import type { ServicesTables } from '../db.gen.ts';

/** How many procedures are in the catalogue, those that left the source not counted. */
export async function countProcedures(db: Db): Promise<number> {
  const { count } = await on<ServicesTables>(db)
    .selectFrom('services.procedure')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('gone_since', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
