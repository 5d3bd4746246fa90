import type { Client, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { Services } from '#kernel/http/services.ts';
import { OWN_METADATA } from '../clients.ts';
import type { SigningKey, SiteSecrets } from '../keys.ts';
import { CLAIMS_OF_SCOPE, SCOPES } from '../rules/claims.ts';
import { ACR_VALUES } from '../rules/levels.ts';
import { pairwiseSubject, subjectOf } from '../rules/subjects.ts';
import type { Limits } from '../settings.ts';
import { findAccount } from './account.ts';
import { adapterOf } from './adapter.ts';
import { ownMetadata } from './demands.ts';
import { loadGrant } from './grants.ts';
import { interactionPath } from './paths.ts';
import { interactionPolicyOf } from './policy.ts';
import { showError, showLoggedOut, showLogout } from './shown.ts';

export interface ProviderParts {
  readonly services: Services;
  readonly secrets: SiteSecrets;
  readonly keys: readonly SigningKey[];
  readonly limits: Limits;
}

const ASYMMETRIC = ['ES256', 'PS256', 'Ed25519'] as const;

/** Where an app without a server may call us from: the origins it returns to. */
function mayCallFrom(_ctx: KoaContextWithOIDC, origin: string, client: Client): boolean {
  return client.tokenEndpointAuthMethod === 'none' && (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin);
}

function features({ secrets }: ProviderParts): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    claimsParameter: { enabled: true },
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
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId || ownMetadata(client).reads_tokens,
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

/** Everything that makes the library ours: storage, claims, levels, subjects, pages. */
export function configurationOf(parts: ProviderParts): Configuration {
  const { services, secrets, keys, limits } = parts;
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, secure: services.config.publicUrl.startsWith('https:') } as const;
  return {
    acrValues: ACR_VALUES,
    adapter: adapterOf(services.db),
    allowOmittingSingleRegisteredRedirectUri: false,
    claims: { ...CLAIMS_OF_SCOPE, openid: [...CLAIMS_OF_SCOPE.openid, 'acr', 'amr'], auth_time: null, iss: null, sid: null },
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    clientBasedCORS: mayCallFrom,
    clientDefaults: { id_token_signed_response_alg: 'ES256', subject_type: 'pairwise' },
    conformIdTokenClaims: true,
    cookies: {
      keys: [secrets.cookies.toString('base64url')],
      names: { session: 'eid', interaction: 'eid-viec', resume: 'eid-tiep' },
      long: { ...cookie, path: '/eid' },
      short: cookie,
    },
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256'],
      clientAuthSigningAlgValues: [...ASYMMETRIC],
      requestObjectSigningAlgValues: [...ASYMMETRIC],
      dPoPSigningAlgValues: ['ES256', 'Ed25519'],
    },
    extraClientMetadata: { properties: [...OWN_METADATA] },
    features: features(parts),
    findAccount: (_ctx, sub) => findAccount(services.db, sub),
    interactions: { policy: interactionPolicyOf(), url: interactionPath },
    jwks: { keys: [...keys] },
    loadExistingGrant: (ctx) => loadGrant(services.db, ctx),
    pairwiseIdentifier: (_ctx, sub, client) => pairwiseSubject(secrets.pairwise, ownMetadata(client).sector, subjectOf(sub).accountId),
    pkce: { required: () => true },
    renderError: showError,
    responseTypes: ['code'],
    rotateRefreshToken: true,
    scopes: [...SCOPES],
    subjectTypes: ['pairwise'],
    ttl: lifetimes(limits),
  };
}
