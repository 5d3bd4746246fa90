import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type IdentitySite, identitySite, PUBLIC_URL } from '../../../test/identity-kit.ts';
import { query, sql } from '#kernel/db.ts';
import { machineClock, now } from '#kernel/time.ts';
import { openVault } from '#core/signatures/index.ts';
import { type ClientRegistration, registerClient } from './registration.ts';

export const ISSUER = `${PUBLIC_URL}/eid`;
export const CALLBACK = 'https://trang.example/tro-ve';

/** An answer over HTTP, its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  json(): any;
  /** Where it sends the browser, by redirect or by the page that leads on. */
  readonly location: string | undefined;
}

export type Fields = Readonly<Record<string, string>>;

interface Cookie {
  readonly value: string;
  readonly path: string;
}

/** A browser that speaks plain HTTP: keeps its cookies by path, follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, Cookie>();
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  async send(url: string, init: RequestInit = {}): Promise<Answer> {
    const path = url.startsWith(PUBLIC_URL) ? url.slice(PUBLIC_URL.length) : url;
    const own = [...this.cookies].filter(([, cookie]) => path.startsWith(cookie.path)).map(([name, { value }]) => `${name}=${value}`);
    const headers = { accept: 'text/html', ...(own.length > 0 ? { cookie: own.join('; ') } : {}), ...(init.headers as Fields) };
    const answer = await fetch(this.#base + path, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const body = await answer.text();
    const refresh = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
    return {
      status: answer.status,
      headers: answer.headers,
      body,
      json: () => JSON.parse(body),
      location: answer.headers.get('location') ?? refresh,
    };
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', ...value] = pair.split('=');
    const of = (what: string) => attributes.find((one) => one.toLowerCase().startsWith(`${what}=`))?.slice(what.length + 1);
    const over = value.join('=') === '' || of('max-age') === '0' || Date.parse(of('expires') ?? '2100-01-01') < machineClock();
    if (over) this.cookies.delete(name);
    else this.cookies.set(name, { value: value.join('='), path: of('path') ?? '/' });
  }

  post(url: string, fields: Fields, headers: Fields = {}): Promise<Answer> {
    return this.send(url, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }
}

/** A log-in as `eid.model` and the tests know it. */
export interface ProvenAs {
  readonly who: string;
  readonly level?: 1 | 2 | 3 | 4;
  readonly amr?: readonly string[];
}

export interface EidSite extends IdentitySite {
  readonly base: string;
  client(): Browser;
  register(registration: Partial<ClientRegistration> & { id: string }): Promise<void>;
  /** Says that the authentication that a browser was sent to is proven, as its pages would after the factors. */
  prove(location: string, as: ProvenAs): Promise<string>;
}

/** The product on real PostgreSQL, listening. @param settings more of the environment, such as MOTCUA_LAB_HOSTS */
export async function eidSite(settings: Parameters<typeof identitySite>[0] = {}): Promise<EidSite> {
  const site = await identitySite(settings);
  await openVault(site.dataFolder);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = site.app.server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  return Object.assign(site, {
    base,
    client: () => new Browser(base),
    register: (registration: Partial<ClientRegistration> & { id: string }) =>
      registerClient(site.database.db, { ...basic, ...registration }, 'system:test', now()),
    async prove(location: string, { who, level = 1, amr = ['pwd'] }: ProvenAs) {
      const id = location.split(/[/?]/)[2] ?? '';
      const [row] = await query<{ return_path: string }>(
        site.database.db,
        sql`update identity.authentication set outcome = 'proven', level = ${level}, factors = ${[...amr]}::text[],
            proven_account_id = ${await site.accountId(who)}, decided_at = ${now()} where id = ${id} returning return_path`,
      );
      return `${row?.return_path}?xac-thuc=${id}`;
    },
  });
}

const basic = {
  title: { vi: 'Trang thử', en: 'Trial site' },
  proof: { kind: 'none' },
  redirectUris: [CALLBACK],
  scopes: ['openid', 'profile'],
  sector: 'thu',
  own: true,
} as const satisfies Partial<ClientRegistration>;

export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

export function pkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** Address of an authorization request; `undefined` leaves a parameter out. */
export function authUrl(parameters: Readonly<Record<string, string | undefined>>, { challenge }: Pkce): string {
  const all = {
    client_id: 'trang-thu',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    state: 'tt',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...parameters,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/eid/auth?${new URLSearchParams(given).toString()}`;
}

/** Parameters that an answer brings to the client. */
export function answered(location: string | undefined): Record<string, string> {
  if (!location?.startsWith('https://trang')) throw new Error(`not sent back to the client: ${location}`);
  return Object.fromEntries(new URL(location).searchParams);
}

/** Follows redirects on this site, proving who one is on the way; ends at the client, or at a page. */
export async function follow(site: EidSite, browser: Browser, start: string, as?: ProvenAs): Promise<Answer> {
  let answer = await browser.send(start);
  for (let hops = 0; hops < 10 && answer.location !== undefined; hops += 1) {
    const to = answer.location;
    if (to.startsWith('/xac-thuc/')) {
      if (!as) return answer;
      answer = await browser.send(await site.prove(to, as));
    } else if (to.startsWith('/') || to.startsWith(PUBLIC_URL)) {
      answer = await browser.send(to);
    } else return answer;
  }
  return answer;
}

/** A whole log-in; returns what the client is handed. */
export async function logIn(
  site: EidSite,
  browser: Browser,
  parameters: Readonly<Record<string, string | undefined>> = {},
  as: ProvenAs = { who: 'tinh' },
): Promise<{ code: string; verifier: string; answer: Record<string, string> }> {
  const proof = pkce();
  const answer = answered((await follow(site, browser, authUrl(parameters, proof), as)).location);
  return { code: answer['code'] ?? '', verifier: proof.verifier, answer };
}

/** Asks for tokens with a code. */
export function redeem(browser: Browser, code: string, verifier: string, extra: Fields = {}, headers: Fields = {}): Promise<Answer> {
  return browser.post(
    '/eid/token',
    { grant_type: 'authorization_code', client_id: 'trang-thu', redirect_uri: CALLBACK, code, code_verifier: verifier, ...extra },
    { accept: 'application/json', ...headers },
  );
}

/** The claims of a token, unchecked. */
export function claimsOf(token: string): Record<string, any> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

/** What the provider says of a token. */
export async function introspect(browser: Browser, token: string, as: Fields = { client_id: 'trang-thu' }): Promise<any> {
  return (await browser.post('/eid/token/introspection', { token, ...as }, { accept: 'application/json' })).json();
}

export function userinfo(browser: Browser, token: string, headers: Fields = {}): Promise<Answer> {
  return browser.send('/eid/me', { headers: { accept: 'application/json', authorization: `Bearer ${token}`, ...headers } });
}

/** A whole log-in with its tokens. */
export async function tokensOf(
  site: EidSite,
  browser: Browser,
  parameters: Readonly<Record<string, string | undefined>> = {},
  as?: ProvenAs,
  extra: Fields = {},
): Promise<any> {
  const { code, verifier } = await logIn(site, browser, parameters, as);
  const client = parameters['client_id'] === undefined ? {} : { client_id: parameters['client_id'] };
  return (await redeem(browser, code, verifier, { ...client, ...extra })).json();
}

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly jwk: Record<string, unknown>;
}

export function newKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' } };
}

/** A signed JWT, made by hand: the tests do not speak through the library that they test. */
export function signJwt({ privateKey }: KeyPair, header: object, payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'ES256', ...header })}.${part(payload)}`;
  return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
