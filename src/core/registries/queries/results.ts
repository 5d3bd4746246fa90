import { datedSettings } from '#kernel/dated-settings.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { instant } from '#kernel/time.ts';
import type { Fact } from '../types.ts';
import { type Look, lookColumns } from './looks.ts';

/** What a look handed out, for whoever looked, for some minutes. */
export interface Result {
  readonly look: Look;
  /** By attribute; undefined when the time in which the result may be read again is over. */
  readonly facts: Readonly<Record<string, Fact>> | undefined;
  readonly until: Date;
}

/** The result of one's own look; undefined: there is no such look, or it was somebody else's. */
export async function resultOf(db: Db, lookId: string, looker: string, at: Date): Promise<Result | undefined> {
  if (!isId(lookId)) return undefined;
  const [look] = await query<Look>(
    db,
    sql<Look>`select ${lookColumns} from registries.look look where look.id = ${lookId} and look.looker = ${looker} and look.capacity = 'official'`,
  );
  if (!look) return undefined;
  const minutes = (await datedSettings(db, 'registries.setting', at))('result-minutes');
  const until = instant(look.at.getTime() + minutes * 60_000);
  if (until < at) return { look, facts: undefined, until };
  const rows = await query<Fact & { attribute: string }>(
    db,
    sql`select line.attribute, fact.value, fact.valid_from as "validFrom", fact.source
      from registries.look look join registries.fact on fact.id = any(look.fact_ids) join registries.line on line.id = fact.line_id
      where look.id = ${lookId}`,
  );
  return { look, until, facts: Object.fromEntries(rows.map(({ attribute, ...fact }) => [attribute, fact])) };
}
