import { believed } from '#kernel/believed.ts';
import { type Db, on } from '#kernel/db.ts';
import { dateOf } from '#kernel/time.ts';
import type { IdentityTables } from '../db.gen.ts';
import { type Level, levelBy, type LevelRule } from '../rules/levels.ts';

let loaded: readonly LevelRule[] = [];

/** Reads the table of levels; at the start and whenever an authentication is opened, so that a new row counts within two seconds. */
export const loadLevelRules = believed(async (db: Db): Promise<void> => {
  const rows = await on<IdentityTables>(db)
    .selectFrom('identity.level_rule')
    .select(['level', 'factors', 'valid_from', 'valid_to'])
    .orderBy('id')
    .execute();
  loaded = rows.map((row) => ({ level: row.level as Level, factors: row.factors, validFrom: row.valid_from, validTo: row.valid_to }));
});

/** The level that factors (names of RFC 8176) reach together at an instant, by the dated table identity.level_rule. */
export function levelOf(factors: readonly string[], at: Date): Level | undefined {
  return levelBy(loaded, factors, dateOf(at));
}

/** What this site can check by itself; a face matched by a server is not among it. */
const HERE = ['pwd', 'otp', 'hwk', 'swk', 'mfa'];

/** The highest level that anybody can reach on this site. */
export function highestLevel(at: Date): Level | undefined {
  return levelOf(HERE, at);
}
