import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { Agent, request } from 'node:http';
import { questionOn } from '../test/passkey-kit.ts';
import type { BenchPerson } from './eid-kit.ts';

export interface Answer {
  readonly status: number;
  readonly location: string;
  readonly body: string;
}

/** Connections that stay open, as a site's server and a browser keep them. */
export const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One person's browser: keeps its cookies, follows nothing by itself. */
export class BenchBrowser {
  readonly #cookies = new Map<string, string>();
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  send(path: string, options: { form?: URLSearchParams; json?: unknown; headers?: Record<string, string> } = {}): Promise<Answer> {
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
    const url = path.startsWith('http') ? path : this.#base + path;
    return new Promise((resolve, reject) => {
      const asked = request(
        url.replace('localhost', '127.0.0.1'),
        { agent, method: body === undefined ? 'GET' : 'POST', headers },
        (response) => {
          for (const line of response.headers['set-cookie'] ?? []) {
            const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
            if (value === '') this.#cookies.delete(name);
            else this.#cookies.set(name, value);
          }
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              location: response.headers.location ?? '',
              body: Buffer.concat(parts).toString('utf8'),
            }),
          );
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }
}

function expect(answer: Answer, status: number, what: string): Answer {
  if (answer.status !== status) throw new Error(`${what}: ${answer.status} ${answer.body.slice(0, 200)}`);
  return answer;
}

/** What a passkey answers: the device has asked for a finger, a face or a PIN. */
function assertion(person: BenchPerson, challenge: string, origin: string): unknown {
  const clientData = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin }));
  const rp = createHash('sha256').update(new URL(origin).hostname).digest();
  const authenticatorData = Buffer.concat([rp, Buffer.from([0x05, 0, 0, 0, 0])]);
  const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]);
  const key = createPrivateKey({ key: Buffer.from(person.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return {
    id: person.passkeyId,
    rawId: person.passkeyId,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: sign('sha256', signed, key).toString('base64url'),
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
