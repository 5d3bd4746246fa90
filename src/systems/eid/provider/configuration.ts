import { type ClaimsParameter, type Client, type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Services } from '#kernel/http/services.ts';
import { OWN_METADATA } from '../clients.ts';
import type { SigningKey, SiteSecrets } from '../keys.ts';
import { CLAIMS_OF_SCOPE, scopeOfClaim, SCOPES } from '../rules/claims.ts';
import { ACR_VALUES } from '../rules/levels.ts';
import type { Limits } from '../settings.ts';
import { claimsOfActor, findAccount } from './account.ts';
import { ACTING_FOR, mandateHolds } from './acting.ts';
import { adapterOf } from './adapter.ts';
import { ownMetadata } from './demands.ts';
import { loadGrant } from './grants.ts';
import { askPerson } from './log-in.ts';
import { fetchGuarded } from './outgoing.ts';
import { interactionPolicyOf } from './policy.ts';
import { showError, showLoggedOut, showLogout } from './shown.ts';
import { subjectFor } from './whom.ts';

export interface ProviderParts {
  readonly services: Services;
  readonly secrets: SiteSecrets;
  readonly keys: readonly SigningKey[];
  readonly limits: Limits;
}

const ASYMMETRIC = ['ES256', 'PS256', 'Ed25519'] as const;

const algorithms: NonNullable<Configuration['enabledJWA']> = {
  idTokenSigningAlgValues: ['ES256'],
  clientAuthSigningAlgValues: [...ASYMMETRIC],
  requestObjectSigningAlgValues: [...ASYMMETRIC],
  dPoPSigningAlgValues: ['ES256', 'Ed25519'],
};

/** Where an app without a server may call us from: the origins it returns to. */
function mayCallFrom(_ctx: KoaContextWithOIDC, origin: string, client: Client): boolean {
  return client.tokenEndpointAuthMethod === 'none' && (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin);
}

/** A client may ask for single claims of the scopes that it is registered for. */
function assertClaims(_ctx: KoaContextWithOIDC, { id_token = {}, userinfo = {} }: ClaimsParameter, client: Client): void {
  const may = new Set(client.scope?.split(' '));
  for (const claim of [...Object.keys(id_token), ...Object.keys(userinfo)]) {
    const scope = scopeOfClaim(claim);
    if (scope !== undefined && !may.has(scope)) throw new errors.InvalidRequest(`this client may not ask for ${claim}`);
  }
}

function features({ secrets, services }: ProviderParts): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    claimsParameter: { enabled: true, assertClaimsParameter: assertClaims },
    dPoP: {
      enabled: true,
      nonceSecret: secrets.nonces,
      requireNonce: (ctx) => ctx.oidc.client !== undefined && ownMetadata(ctx.oidc.client).profile === 'fapi2',
    },
    fapi: {
      enabled: true,
      profile: (_ctx, client) => (client !== undefined && ownMetadata(client).profile === 'fapi2' ? '2.0' : undefined),
    },
    introspection: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) =>
        (token.clientId === client.clientId || ownMetadata(client).reads_tokens) &&
        mandateHolds(services.db, 'accountId' in token ? token.accountId : undefined),
    },
    pushedAuthorizationRequests: { enabled: true },
    requestObjects: { enabled: true },
    resourceIndicators: { enabled: false },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    rpInitiatedLogout: { enabled: true, logoutSource: showLogout, postLogoutSuccessSource: showLoggedOut },
  };
}

function lifetimes(limits: Limits): NonNullable<Configuration['ttl']> {
  return {
    AccessToken: limits.accessTokenSeconds,
    AuthorizationCode: limits.codeSeconds,
    Grant: limits.refreshTokenSeconds,
    IdToken: limits.idTokenSeconds,
    Interaction: limits.interactionSeconds,
    RefreshToken: limits.refreshTokenSeconds,
    Session: limits.sessionSeconds,
  };
}

function cookies({ secrets, services }: ProviderParts): NonNullable<Configuration['cookies']> {
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, secure: services.config.publicUrl.startsWith('https:') } as const;
  return {
    keys: [secrets.cookies.toString('base64url')],
    names: { session: 'eid', interaction: 'eid-viec', resume: 'eid-tiep' },
    long: { ...cookie, path: '/eid' },
    short: cookie,
  };
}

/** Everything that makes the library ours: storage, claims, levels, subjects, pages. */
export function configurationOf(parts: ProviderParts): Configuration {
  const { services, secrets, keys, limits } = parts;
  return {
    acrValues: ACR_VALUES,
    adapter: adapterOf(services.db),
    allowOmittingSingleRegisteredRedirectUri: false,
    claims: { ...CLAIMS_OF_SCOPE, openid: [...CLAIMS_OF_SCOPE.openid, 'acr', 'amr'], auth_time: null, iss: null, sid: null },
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    clientBasedCORS: mayCallFrom,
    clientDefaults: { id_token_signed_response_alg: 'ES256', subject_type: 'pairwise' },
    conformIdTokenClaims: true,
    cookies: cookies(parts),
    enabledJWA: algorithms,
    extraClientMetadata: { properties: [...OWN_METADATA] },
    extraParams: [ACTING_FOR],
    extraTokenClaims: (_ctx, token) => claimsOfActor(parts, token),
    features: features(parts),
    fetch: fetchGuarded(services.config),
    findAccount: (ctx, sub, token) => findAccount(parts, ctx, sub, token),
    interactions: { policy: interactionPolicyOf(), url: askPerson(services) },
    jwks: { keys: [...keys] },
    loadExistingGrant: (ctx) => loadGrant(services.db, ctx),
    pairwiseIdentifier: (_ctx, sub, client) =>
      subjectFor(services.db, secrets, sub, { client_id: client.clientId, sector: ownMetadata(client).sector }),
    pkce: { required: () => true },
    renderError: showError,
    responseTypes: ['code'],
    rotateRefreshToken: true,
    scopes: [...SCOPES],
    subjectTypes: ['pairwise'],
    ttl: lifetimes(limits),
  };
}
