import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider, { type ClientMetadata, type Configuration, type InteractionResults } from 'oidc-provider';
import { newId } from '#kernel/id.ts';
import { choosePage, faultsPage, logoutPage, phonePage } from './pages.tsx';
import { citizens, type DoubleFault, doubleFaults } from './people.ts';
import { type DoubleKey, spoilIdToken } from './spoil.ts';

/** Faults that stay until they are taken back. */
const LASTING: readonly DoubleFault[] = ['rotated-keys', 'away'];
const ACR = 'urn:vneid:muc:';
const SLOW_MS = 11_000;

/** An identity provider on this machine that behaves like the national one, as far as that is known. */
export interface EidDouble {
  readonly url: string;
  readonly faults: Set<DoubleFault>;
  /** What it signs with, for messages that a test writes itself. */
  readonly key: DoubleKey;
  close(): Promise<void>;
}

export interface DoubleOptions {
  readonly port?: number;
  readonly clientId: string;
  /** Public key of the client, for private_key_jwt; or a secret. */
  readonly credential: { readonly key: JWK } | { readonly secret: string };
  /** Where the client lives, without a slash at the end. */
  readonly clientUrl: string;
  readonly paths: { readonly callback: string; readonly backChannel: string; readonly signedOut: string };
}

async function newKey(kid: string): Promise<DoubleKey & { readonly jwk: JWK; readonly publicJwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const use = { kid, alg: 'ES256', use: 'sig' };
  return {
    kid,
    key: privateKey,
    jwk: { ...(await exportJWK(privateKey)), ...use },
    publicJwk: { ...(await exportJWK(publicKey)), ...use },
  };
}

/** Starts the double; it keeps nothing when it stops. */
export async function startEidDouble(options: DoubleOptions): Promise<EidDouble> {
  const faults = new Set<DoubleFault>();
  const keys = { first: await newKey('khoa-1'), next: await newKey('khoa-2'), foreign: await newKey('khoa-1') };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(url, configurationOf(options, keys.first.jwk));
  misbehave(provider, faults, keys);
  const protocol = provider.callback();
  server.on('request', (request, response) => {
    if (faults.has('away')) return void request.destroy();
    pages(provider, faults, request, response)
      .then((done) => (done ? undefined : protocol(request, response)))
      .catch(() => request.destroy());
  });
  return { url, faults, key: keys.first, close: () => close(server) };
}

/** The client as it would be registered there. */
function clientOf({ clientId, credential, clientUrl, paths }: DoubleOptions): ClientMetadata {
  return {
    client_id: clientId,
    client_name: 'Một Cửa',
    redirect_uris: [`${clientUrl}${paths.callback}`],
    post_logout_redirect_uris: [`${clientUrl}${paths.signedOut}`],
    backchannel_logout_uri: `${clientUrl}${paths.backChannel}`,
    backchannel_logout_session_required: true,
    id_token_signed_response_alg: 'ES256',
    ...('key' in credential
      ? { token_endpoint_auth_method: 'private_key_jwt' as const, jwks: { keys: [credential.key] } }
      : { token_endpoint_auth_method: 'client_secret_post' as const, client_secret: credential.secret }),
  };
}

function configurationOf(options: DoubleOptions, key: JWK): Configuration {
  return {
    clients: [clientOf(options)],
    jwks: { keys: [key] },
    cookies: { keys: [newId()] },
    ttl: { Interaction: 900, Grant: 3_600, Session: 3_600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    acrValues: [1, 2, 3, 4].map((level) => `${ACR}${level}`),
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time'], profile: ['name', 'birthdate', 'personal_number', 'account_level'] },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = logoutPage(form);
        },
      },
    },
    interactions: { url: (_ctx, interaction) => `/xac-thuc/${interaction.uid}` },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        accountId: ctx.oidc.session?.accountId ?? '',
        clientId: ctx.oidc.client?.clientId ?? '',
      });
      grant.addOIDCScope('openid profile');
      grant.addOIDCClaims(['acr']);
      await grant.save();
      return grant;
    },
    findAccount: (_ctx, subject) => ({ accountId: subject, claims: async () => claimsOf(subject) }),
  };
}

/** Somebody whom nobody knows here has an account of level 1, and no number. */
function claimsOf(subject: string): { sub: string; [claim: string]: string } {
  const citizen = citizens.find((one) => one.subject === subject);
  if (!citizen) return { sub: subject, name: 'Người Mới Thử', birthdate: '1999-09-09', account_level: '1' };
  const { name, birthdate, personalNumber, accountLevel } = citizen;
  return { sub: subject, name, birthdate, personal_number: personalNumber, account_level: accountLevel };
}

type Keys = Record<'first' | 'next' | 'foreign', DoubleKey & { readonly publicJwk: JWK }>;

/** The faults of the protocol's own endpoints. */
function misbehave(provider: Provider, faults: Set<DoubleFault>, keys: Keys): void {
  provider.use(async (ctx, next) => {
    const atToken = ctx.path === '/token';
    const now = [...faults];
    if (atToken) {
      for (const fault of now) if (!LASTING.includes(fault) && fault !== 'unlinked-subject') faults.delete(fault);
      if (now.includes('slow')) await wait(SLOW_MS);
      if (now.includes('token-reset')) return void ctx.req.destroy();
      if (now.includes('token-500')) {
        ctx.status = 500;
        ctx.body = { error: 'server_error' };
        return;
      }
    }
    await next();
    const rotated = faults.has('rotated-keys');
    if (ctx.path === '/jwks' && rotated) ctx.body = { keys: [keys.next.publicJwk] };
    const body = ctx.body as { id_token?: string } | undefined;
    if (!atToken || typeof body?.id_token !== 'string') return;
    const key = now.includes('foreign-key') ? keys.foreign : rotated ? keys.next : keys.first;
    ctx.body = { ...body, id_token: await spoilIdToken(body.id_token, now, key) };
  });
}

/** The pages: who one is, the telephone, the faults. False: none of them, the protocol answers. */
async function pages(provider: Provider, faults: Set<DoubleFault>, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const [, page, uid = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
  if (page !== 'xac-thuc' && page !== 'dien-thoai' && page !== 'loi') return false;
  const form = request.method === 'POST' ? await formOf(request) : new URLSearchParams();
  if (page === 'loi') {
    if (request.method === 'POST') {
      faults.clear();
      for (const fault of form.getAll('fault')) if (doubleFaults.includes(fault as DoubleFault)) faults.add(fault as DoubleFault);
    }
    return html(response, faultsPage([...faults]));
  }
  const { params } = await provider.interactionDetails(request, response);
  const client = 'Một Cửa';
  if (page === 'xac-thuc' && request.method !== 'POST') return html(response, choosePage(uid, client));
  const citizen = citizens.find((one) => one.subject === form.get('subject'));
  if (!citizen) return html(response, choosePage(uid, client));
  if (page === 'xac-thuc') return html(response, phonePage(uid, client, citizen, wantedLevel(params)));
  const subject = faults.delete('unlinked-subject') ? newId() : citizen.subject;
  const yes: InteractionResults = { login: { accountId: subject, acr: `${ACR}${Number(form.get('level'))}`, amr: ['pwd', 'hwk'] } };
  const no = { error: 'access_denied', error_description: 'the person said no' };
  await provider.interactionFinished(request, response, form.get('answer') === 'yes' ? yes : no);
  return true;
}

/** The first level that the client would take; two factors when it does not say. */
function wantedLevel(params: Record<string, unknown>): number {
  const first = typeof params['acr_values'] === 'string' ? params['acr_values'].split(' ').find((acr) => acr.startsWith(ACR)) : undefined;
  return first ? Number(first.slice(ACR.length)) : 2;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const part of request) text += String(part);
  return new URLSearchParams(text);
}

function html(response: ServerResponse, page: string): true {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`<!doctype html>${page}`);
  return true;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
