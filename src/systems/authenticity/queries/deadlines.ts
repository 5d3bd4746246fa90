import { type Db, on } from '#kernel/db.ts';
import { dateOf, instant } from '#kernel/time.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import type { CaseState } from '../rules/fake-rules.ts';

/** How long a case may stay in a state, by the rule of a day. */
export interface Deadline {
  readonly state: CaseState;
  readonly hours: number;
  readonly source: string;
  /** Whether somebody has read the rule itself. */
  readonly confirmed: boolean;
  readonly validFrom: string;
}

const HOUR_MS = 3_600_000;

export async function deadlinesOn(db: Db, date: string): Promise<Deadline[]> {
  const rows = await on<AuthenticityTables>(db)
    .selectFrom('authenticity.step_deadline')
    .select(['state', 'hours', 'source', 'confirmed', 'valid_from as validFrom'])
    .where('valid_from', '<=', date)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', date)]))
    .execute();
  return rows as Deadline[];
}

/** Until when a case that enters a state now is to leave it; null: that state may last. */
export async function dueAfter(db: Db, state: CaseState, at: Date): Promise<Date | null> {
  const rule = (await deadlinesOn(db, dateOf(at))).find((one) => one.state === state);
  return rule ? instant(at.getTime() + rule.hours * HOUR_MS) : null;
}
