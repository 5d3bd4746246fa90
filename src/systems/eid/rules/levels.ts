/** Authentication level of Decree 69/2024/NĐ-CP, of one transaction; never mixed with the level of the account. */
export type Level = 1 | 2 | 3 | 4;

const PREFIX = 'urn:motcua:acr:';

/** The values of `acr`, lowest first. */
export const ACR_VALUES: readonly string[] = [1, 2, 3, 4].map((level) => `${PREFIX}${level}`);

export function acrOf(level: Level): string {
  return `${PREFIX}${level}`;
}

/** The level that an `acr` value names; undefined: no value of ours. */
export function levelOfAcr(acr: string | undefined): Level | undefined {
  const at = acr === undefined ? -1 : ACR_VALUES.indexOf(acr);
  return at < 0 ? undefined : ((at + 1) as Level);
}

/** What one request says about the level, as it was received. */
export interface AskedLevels {
  /** `acr_values`, in order of preference. */
  readonly values: readonly string[];
  /** `claims.id_token.acr` with `essential`: its value or values. */
  readonly essential: readonly string[] | undefined;
  /** Of the client's registration. */
  readonly minimum: Level;
}

function lowest(values: readonly string[]): Level | undefined {
  const levels = values.flatMap((value) => levelOfAcr(value) ?? []);
  return levels.length === 0 ? undefined : (Math.min(...levels) as Level);
}

/**
 * The least level that satisfies a request: levels are ordered, so a higher one always does. Of several values the lowest is
 * enough. Unknown values in `acr_values` are no demand (OIDC Core §3.1.2.1 makes it voluntary); an essential demand of
 * which no value is known can be met by nobody: undefined.
 */
export function demandedLevel({ values, essential, minimum }: AskedLevels): Level | undefined {
  const wanted = lowest(values) ?? 1;
  if (essential === undefined) return Math.max(wanted, minimum) as Level;
  const demanded = lowest(essential);
  return demanded === undefined ? undefined : (Math.max(wanted, minimum, demanded) as Level);
}

/**
 * The `acr` to report. An essential demand must be answered with one of its own values (OIDC Core §5.5.1.1): the highest that
 * the session's level reaches. Otherwise the session's own.
 */
export function reportedAcr(session: Level, essential: readonly string[] | undefined): string {
  const levels = (essential ?? []).flatMap((value) => levelOfAcr(value) ?? []).filter((level) => level <= session);
  return acrOf(levels.length === 0 ? session : (Math.max(...levels) as Level));
}
