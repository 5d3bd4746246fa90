import { createHash, createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { questionOn } from '../test/passkey-kit.ts';
import type { BenchPerson } from './eid-kit.ts';
import { RawClient } from './raw-http-kit.ts';

export interface Answer {
  readonly status: number;
  readonly location: string;
  readonly body: string;
}

/** Connections that stay open, as a site's server and a browser keep them. */
export const client = new RawClient();

/** One person's browser: keeps its cookies, follows nothing by itself. */
export class BenchBrowser {
  readonly #cookies = new Map<string, string>();
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  async send(path: string, options: { form?: URLSearchParams; json?: unknown; headers?: Record<string, string> } = {}): Promise<Answer> {
    const { form, json } = options;
    const body = json === undefined ? form?.toString() : JSON.stringify(json);
    const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      accept: json === undefined ? 'text/html' : 'application/json',
      ...(cookie === '' ? {} : { cookie }),
      ...(body === undefined ? {} : { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) }),
      ...options.headers,
    };
    const url = new URL(path.startsWith('http') ? path : this.#base + path);
    const answer = await client.ask(url, body === undefined ? 'GET' : 'POST', url.pathname + url.search, headers, body);
    for (const line of answer.headers.get('set-cookie') ?? []) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return { status: answer.status, location: answer.headers.get('location')?.[0] ?? '', body: answer.body.toString('utf8') };
  }
}

function expect(answer: Answer, status: number, what: string): Answer {
  if (answer.status !== status) throw new Error(`${what}: ${answer.status} ${answer.body.slice(0, 200)}`);
  return answer;
}

const keys = new Map<string, KeyObject>();

function keyOf({ passkeyId, privateKey }: BenchPerson): KeyObject {
  const key = keys.get(passkeyId) ?? createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  keys.set(passkeyId, key);
  return key;
}

/** What a passkey answers: the device has asked for a finger, a face or a PIN. */
function assertion(person: BenchPerson, challenge: string, origin: string): unknown {
  const clientData = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin }));
  const rp = createHash('sha256').update(new URL(origin).hostname).digest();
  const authenticatorData = Buffer.concat([rp, Buffer.from([0x05, 0, 0, 0, 0])]);
  const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]);
  return {
    id: person.passkeyId,
    rawId: person.passkeyId,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: sign('sha256', signed, keyOf(person)).toString('base64url'),
      userHandle: Buffer.from(person.accountId).toString('base64url'),
    },
  };
}

/** A whole log-in as a browser and a site's server make it: six requests. Returns the access token. */
export async function logIn(base: string, person: BenchPerson, secret: string): Promise<string> {
  const browser = new BenchBrowser(base);
  const verifier = randomBytes(32).toString('base64url');
  const redirect = `${base}/tro-ve`;
  const asked = new URLSearchParams({
    client_id: 'bench',
    response_type: 'code',
    redirect_uri: redirect,
    scope: 'openid profile',
    state: 's',
    nonce: 'n',
    acr_values: 'urn:motcua:acr:2',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const opened = expect(await browser.send(`/eid/auth?${asked}`), 303, 'auth');
  const page = expect(await browser.send(opened.location), 200, 'page');
  const { challenge } = questionOn(page.body);
  const proven = expect(await browser.send(`${opened.location}/khoa`, { json: assertion(person, challenge, base) }), 200, 'passkey');
  const { next } = JSON.parse(proven.body) as { next: string };
  const done = expect(await browser.send(next), 303, 'back');
  const code = new URL(done.location).searchParams.get('code') ?? '';
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirect,
    code_verifier: verifier,
    client_id: 'bench',
    client_secret: secret,
  });
  const server = new BenchBrowser(base);
  const tokens = JSON.parse(expect(await server.send('/eid/token', { form }), 200, 'token').body) as { access_token: string };
  expect(await server.send('/eid/me', { headers: { authorization: `Bearer ${tokens.access_token}` } }), 200, 'userinfo');
  return tokens.access_token;
}

/** A whole log-in at Keycloak with a password: four requests. Returns the access token. */
export async function logInAtKeycloak(realm: string, name: string, password: string, secret: string): Promise<string> {
  const browser = new BenchBrowser(realm);
  const verifier = randomBytes(32).toString('base64url');
  const redirect = 'https://trang.example/tro-ve';
  const asked = new URLSearchParams({
    client_id: 'bench',
    response_type: 'code',
    redirect_uri: redirect,
    scope: 'openid profile',
    state: 's',
    nonce: 'n',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const page = expect(await browser.send(`/protocol/openid-connect/auth?${asked}`), 200, 'page');
  const action = /action="([^"]+)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const form = new URLSearchParams({ username: name, password, credentialId: '' });
  const done = expect(await browser.send(action, { form }), 302, 'password');
  const code = new URL(done.location).searchParams.get('code') ?? '';
  const server = new BenchBrowser(realm);
  const given = { grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: verifier };
  const tokens = JSON.parse(
    expect(
      await server.send('/protocol/openid-connect/token', {
        form: new URLSearchParams({ ...given, client_id: 'bench', client_secret: secret }),
      }),
      200,
      'token',
    ).body,
  ) as { access_token: string };
  const headers = { authorization: `Bearer ${tokens.access_token}` };
  expect(await server.send('/protocol/openid-connect/userinfo', { headers }), 200, 'userinfo');
  return tokens.access_token;
}
