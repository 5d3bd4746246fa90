import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client';
import { ConfigError } from '#kernel/config.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import { readCredential } from './credential.ts';
import { levelNotReached, providerAway } from './errors.ts';
import { type Flow, keepFlow, newFlow } from './flow.ts';
import { openOwnProvider } from './own-provider.ts';
import { openProvider, type Provider } from './provider.ts';
import { providerRules } from './queries.ts';
import { acrValuesFor } from './rules.ts';

/** Where a provider sends the browser back to. */
export const CALLBACK = '/dang-nhap/ve';
/** Where a provider says that its sessions are over. */
export const BACK_CHANNEL = '/dang-nhap/ket-thuc';
/** Where a provider sends the browser when it has signed out there too. */
export const SIGNED_OUT = '/dang-xuat/xong';

/** This site as a client of identity providers. */
export interface RelyingParty {
  /** Whom people sign in with. */
  readonly usual: Provider;
  readonly own: Provider;
  of(kind: string | undefined): Provider | undefined;
}

/** The providers that the settings name. Throws ConfigError for one that would be called in the clear over a network. */
export function openRelyingParty({ config }: Services, app: FastifyInstance): RelyingParty {
  const { outsideProvider } = config;
  const outside = outsideProvider && openOutside(outsideProvider, config.labHosts);
  const own = openOwnProvider(config, app);
  return { usual: outside ?? own, own, of: (kind) => (kind === 'outside' ? outside : kind === 'own' ? own : undefined) };
}

function openOutside(settings: { issuer: string; clientId: string; keyFile: string }, labHosts: readonly string[]): Provider {
  const { issuer, clientId, keyFile } = settings;
  const { protocol, hostname, host } = new URL(issuer);
  const near = ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || labHosts.includes(host);
  if (protocol !== 'https:' && !near) {
    throw new ConfigError('MOTCUA_EID_ISSUER phải là https / must be https');
  }
  return openProvider({ kind: 'outside', issuer, clientId, credential: () => readCredential(keyFile) });
}

export interface WantedSignIn {
  readonly returnPath: string;
  /** Least authentication level; 0: what the provider asks for by itself. */
  readonly level: number;
  /** Step-up: this account and no other. */
  readonly accountId?: string;
  /** The person must prove themselves anew, whoever is signed in at the provider. */
  readonly anew?: boolean;
}

/** Sends the browser to the provider: code flow with PKCE, state and nonce, all bound to this browser. */
export async function beginSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  provider: Provider,
  wanted: WantedSignIn,
): Promise<FastifyReply> {
  const at = now();
  const configuration = await provider.configuration().catch((error: unknown) => {
    services.log.warn({ issuer: provider.issuer, reason: (error as Error).message }, 'the identity provider does not answer');
    throw providerAway();
  });
  const { returnPath, level, accountId } = wanted;
  const flow = newFlow({ provider: provider.kind, returnPath, level, ...(accountId === undefined ? {} : { accountId }) }, at);
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: `${services.config.publicUrl}${CALLBACK}`,
    scope: 'openid profile',
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
    ui_locales: request.lang,
    ...(wanted.anew ? { prompt: 'login' } : {}),
    ...(await levelParameters(services, provider, flow, configuration.serverMetadata().acr_values_supported, at)),
  });
  keepFlow(request, reply, flow, services.config.publicUrl.startsWith('https:'));
  return reply.header('cache-control', 'no-store').redirect(url.href, 303);
}

/** A level is asked for twice: `acr_values` for providers that heed it, and as an essential claim for those that heed only this. */
async function levelParameters(
  { db }: Services,
  provider: Provider,
  flow: Flow,
  supported: readonly string[] | undefined,
  at: Date,
): Promise<Record<string, string>> {
  if (flow.level === 0) return {};
  const values = acrValuesFor(await providerRules(db, at), provider.issuer, flow.level).filter((acr) => supported?.includes(acr) ?? true);
  if (values.length === 0) throw levelNotReached(flow.level);
  return {
    acr_values: values.join(' '),
    claims: JSON.stringify({ id_token: { acr: { essential: true, values } } }),
  };
}
