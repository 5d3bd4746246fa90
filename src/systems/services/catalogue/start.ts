import { definitionOn } from '#core/cases/index.ts';
import type { Db } from '#kernel/db.ts';
import { today } from '#kernel/time.ts';

/** Where a procedure is begun online; undefined when this site has no definition of it that holds today. */
export async function startOf(db: Db, code: string): Promise<string | undefined> {
  const found = await definitionOn(db, code, today());
  return found ? `/nop-ho-so/${encodeURIComponent(code)}` : undefined;
}
