import { type Client, errors } from 'oidc-provider';
import type { OwnMetadata } from '../clients.ts';
import { type AskedLevels, demandedLevel, type Level } from '../rules/levels.ts';

/** Parameters of an authorization request, as the provider keeps them. */
export type RequestParams = Readonly<Record<string, unknown>>;

/** What a client is beyond OpenID Connect, as its registration says. */
export function ownMetadata(client: Client): OwnMetadata {
  return client as unknown as OwnMetadata;
}

interface AcrDemand {
  readonly essential?: unknown;
  readonly value?: unknown;
  readonly values?: unknown;
}

/**
 * The values of an essential `acr` in the `claims` parameter; undefined: none was demanded. Read from the parameter itself,
 * because the library lets `acr_values` overwrite it.
 */
export function essentialAcr(params: RequestParams): readonly string[] | undefined {
  if (typeof params['claims'] !== 'string') return undefined;
  const claims = JSON.parse(params['claims']) as { id_token?: { acr?: AcrDemand | null } };
  const demand = claims.id_token?.acr;
  if (demand?.essential !== true) return undefined;
  const values = [demand.value ?? demand.values ?? []].flat();
  return values.length === 0 ? undefined : values.filter((value) => typeof value === 'string');
}

function askedLevels(params: RequestParams, client: Client): AskedLevels {
  const values = typeof params['acr_values'] === 'string' ? params['acr_values'].split(' ') : [];
  return { values, essential: essentialAcr(params), minimum: ownMetadata(client).minimum_level };
}

/** That the demanded level was not, or cannot be, reached (OpenID Connect Core Unmet Authentication Requirements 1.0). */
export const UNMET = 'unmet_authentication_requirements';

/** The least level that a request accepts; throws when no level of ours satisfies it. */
export function levelDemanded(params: RequestParams, client: Client): Level {
  const level = demandedLevel(askedLevels(params, client));
  if (level === undefined) throw new errors.CustomOIDCProviderError(UNMET, 'none of the requested acr values is known here');
  return level;
}
