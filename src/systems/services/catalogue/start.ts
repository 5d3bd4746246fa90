import { type ChartChoice, definitionOn } from '#core/cases/index.ts';
import type { Db } from '#kernel/db.ts';
import { today } from '#kernel/time.ts';

/** Where a procedure is begun online; undefined when this site has no definition of it that holds today. */
export async function startOf(db: Db, code: string): Promise<string | undefined> {
  const found = await definitionOn(db, code, today());
  return found?.procedure.ways.some(({ channel }) => channel === 'online') ? `/nop-ho-so/${encodeURIComponent(code)}` : undefined;
}

/** The state chart that its cases follow; undefined when this site has no definition of it that holds today. */
export async function chartChoiceOf(db: Db, code: string): Promise<ChartChoice | undefined> {
  return (await definitionOn(db, code, today()))?.procedure.chart;
}
