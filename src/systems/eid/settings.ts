import { type Db, on } from '#kernel/db.ts';
import { dateOf } from '#kernel/time.ts';
import type { EidTables } from './db.gen.ts';

/** Limits of the provider; see the table eid.setting for where each comes from. */
export interface Limits {
  readonly accessTokenSeconds: number;
  readonly codeSeconds: number;
  readonly idTokenSeconds: number;
  readonly interactionSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly sessionSeconds: number;
  readonly useKeptDays: number;
  readonly keyLeadSeconds: number;
  readonly keyKeptDays: number;
}

/** The limits in force on the day of an instant. */
export async function limitsAt(db: Db, at: Date): Promise<Limits> {
  const rows = await on<EidTables>(db)
    .selectFrom('eid.setting')
    .distinctOn('name')
    .select(['name', 'value'])
    .where('valid_from', '<=', dateOf(at))
    .orderBy('name')
    .orderBy('valid_from', 'desc')
    .execute();
  const values = new Map(rows.map((row) => [row.name, row.value]));
  const of = (name: string): number => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`eid.setting has no row "${name}" in force`);
    return value;
  };
  return {
    accessTokenSeconds: of('access-token-seconds'),
    codeSeconds: of('code-seconds'),
    idTokenSeconds: of('id-token-seconds'),
    interactionSeconds: of('interaction-seconds'),
    refreshTokenSeconds: of('refresh-token-seconds'),
    sessionSeconds: of('session-seconds'),
    useKeptDays: of('use-kept-days'),
    keyLeadSeconds: of('key-lead-seconds'),
    keyKeptDays: of('key-kept-days'),
  };
}
