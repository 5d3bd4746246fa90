import { datedSettings } from '#kernel/dated-settings.ts';
import type { Db } from '#kernel/db.ts';

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
  const of = await datedSettings(db, 'eid.setting', at);
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
