import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { systemActor } from '#kernel/permission.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { PUBLIC_URL } from '../../../test/identity-kit.ts';
import { official } from '../../../test/kit.ts';
import { rotateKeys } from './actions/rotate-keys.ts';
import {
  answered,
  authUrl,
  Browser,
  claimsOf,
  type EidSite,
  eidSite,
  follow,
  ISSUER,
  type KeyPair,
  logIn,
  newKeyPair,
  pkce,
  redeem,
  signJwt,
  userinfo,
} from './test-kit.ts';

let site: EidSite;
let browser: Browser;
const nodes: ChildProcess[] = [];
/** Starts while the other tests run. */
let second: ReturnType<typeof startNode>;

beforeAll(async () => {
  site = await eidSite();
  second = startNode(site);
  for (const name of ['tinh', 'mai']) await site.person(name, 'clerk');
  await site.register({ id: 'trang-thu' });
  browser = site.client();
});
afterAll(() => nodes.forEach((node) => void node.kill('SIGKILL')));

it('every line of CHECKS.md is a test', async () => {
  const folder = new URL('./', import.meta.url);
  const lines = [...(await readFile(new URL('CHECKS.md', folder), 'utf8')).matchAll(/^\| .+ \| `([\w./-]+\.test\.ts)` \| `(.+)` \|$/gm)];
  expect(lines.length).toBeGreaterThan(45);
  for (const [, file = '', name = ''] of lines) {
    expect([file, name, (await readFile(new URL(file, folder), 'utf8')).includes(`it('${name}`)]).toEqual([file, name, true]);
  }
});

describe('discovery', () => {
  it('oidcc-discovery-endpoint-verification: names the issuer and addresses under it, whatever host was asked', async () => {
    const answer = await browser.send('/eid/.well-known/openid-configuration', {
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    });
    expect(answer.status).toBe(200);
    const metadata = answer.json();
    expect(metadata).toMatchObject({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/auth`,
      token_endpoint: `${ISSUER}/token`,
      acr_values_supported: ['urn:motcua:acr:1', 'urn:motcua:acr:2', 'urn:motcua:acr:3', 'urn:motcua:acr:4'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['ES256'],
    });
    expect(answer.body).not.toContain('evil.example');
  });

  it('the keys are public ones', async () => {
    const { keys } = (await browser.send('/eid/jwks')).json();
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
    expect(keys[0].d).toBeUndefined();
  });
});

describe('a log-in', () => {
  it('oidcc-server: code, tokens, userinfo', async () => {
    const { code, verifier, answer } = await logIn(site, browser, { nonce: 'n-1', scope: 'openid profile' });
    expect(answer).toMatchObject({ state: 'tt', iss: ISSUER });
    const tokens = (await redeem(browser, code, verifier)).json();
    const claims = claimsOf(tokens.id_token);
    expect(claims).toMatchObject({ iss: ISSUER, aud: 'trang-thu', nonce: 'n-1', acr: 'urn:motcua:acr:1', amr: ['pwd'] });
    const person = await browser.send('/eid/me', { headers: { authorization: `Bearer ${tokens.access_token}` } });
    expect(person.json()).toMatchObject({ sub: claims['sub'], name: 'Người Mẫu tinh' });
  });
});

describe('what is refused', () => {
  it('oidcc-codereuse: a code is good once, and its tokens end when it comes again', async () => {
    const { code, verifier } = await logIn(site, browser);
    const tokens = (await redeem(browser, code, verifier)).json();
    const again = await redeem(browser, code, verifier);
    expect([again.status, again.json().error]).toEqual([400, 'invalid_grant']);
    const person = await browser.send('/eid/me', { headers: { authorization: `Bearer ${tokens.access_token}` } });
    expect(person.status).toBe(401);
  });

  it('oidcc-codereuse-30seconds: later too', async () => {
    const { code, verifier } = await logIn(site, browser);
    const tokens = (await redeem(browser, code, verifier)).json();
    freezeTime(instant(now().getTime() + 30_000));
    expect((await redeem(browser, code, verifier)).json().error).toBe('invalid_grant');
    freezeTime(undefined);
    expect((await userinfo(browser, tokens.access_token)).status).toBe(401);
  });

  it('one code asked for six times at once: one answer at most has tokens, and these do not live', async () => {
    const { code, verifier } = await logIn(site, browser);
    const answers = await Promise.all(Array.from({ length: 6 }, () => redeem(browser, code, verifier)));
    const given = answers.filter(({ status }) => status === 200);
    expect(given.length).toBeLessThanOrEqual(1);
    for (const answer of given) expect((await userinfo(browser, answer.json().access_token)).status).toBe(401);
  });

  it('oidcc-ensure-registered-redirect-uri: nothing is sent to an address that is not registered', async () => {
    for (const redirect_uri of [
      'https://trang.example/khac',
      'https://trang.example/tro-ve?a=1',
      'https://trang.example/tro-ve#x',
      'https://xau.example/tro-ve',
    ]) {
      const answer = await browser.send(authUrl({ redirect_uri }, pkce()));
      expect(answer.status).toBe(400);
      expect(answer.location).toBeUndefined();
      expect(answer.body).toContain('Không thể tiếp tục đăng nhập');
    }
  });

  it('PKCE: without a challenge, with plain, with a wrong verifier', async () => {
    const without = await browser.send(authUrl({ code_challenge: undefined, code_challenge_method: undefined }, pkce()));
    expect(answered(without.location)).toMatchObject({ error: 'invalid_request' });
    const plain = await browser.send(authUrl({ code_challenge_method: 'plain' }, pkce()));
    expect(answered(plain.location)).toMatchObject({ error: 'invalid_request' });
    const { code } = await logIn(site, browser);
    expect((await redeem(browser, code, pkce().verifier)).json().error).toBe('invalid_grant');
  });

  it('oidcc-prompt-none-not-logged-in', async () => {
    const answer = await site.client().send(authUrl({ prompt: 'none' }, pkce()));
    expect(answered(answer.location)).toMatchObject({ error: 'login_required', state: 'tt' });
  });

  it('oidcc-prompt-none-logged-in', async () => {
    await logIn(site, browser);
    expect(answered((await follow(site, browser, authUrl({ prompt: 'none' }, pkce()))).location)['code']).toBeTruthy();
  });
});

describe('a client with a key of its own', () => {
  let pair: KeyPair;
  const assertion = (change: object = {}, by = pair) => {
    const at = Math.floor(now().getTime() / 1000);
    const claims = { iss: 'co-khoa', sub: 'co-khoa', aud: ISSUER, jti: pkce().verifier, iat: at, exp: at + 60, ...change };
    return {
      client_id: 'co-khoa',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: signJwt(by, {}, claims),
    };
  };
  const login = () => logIn(site, browser, { client_id: 'co-khoa' });

  beforeAll(async () => {
    pair = newKeyPair();
    await site.register({ id: 'co-khoa', proof: { kind: 'key', keys: [pair.jwk] } });
  });

  it('private_key_jwt: is let in once with each assertion, and not with one for somebody else or by another key', async () => {
    const first = await login();
    const proof = assertion();
    expect((await redeem(browser, first.code, first.verifier, proof)).status).toBe(200);
    for (const wrong of [proof, assertion({ aud: 'https://khac.example' }), assertion({}, newKeyPair()), assertion({ exp: 1 })]) {
      const { code, verifier } = await login();
      expect((await redeem(browser, code, verifier, wrong)).json().error).toBe('invalid_client');
    }
    const bare = await login();
    expect((await redeem(browser, bare.code, bare.verifier, { client_id: 'co-khoa' })).json().error).toBe('invalid_client');
  });
});

describe('the signing key', () => {
  const kids = async () => ((await browser.send('/eid/jwks')).json().keys as { kid: string }[]).map(({ kid }) => kid);
  const kidOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8')).kid as string;
  const signer = async () => {
    const { code, verifier } = await logIn(site, browser);
    return kidOf((await redeem(browser, code, verifier)).json().id_token);
  };

  it('oidcc-server-rotate-keys: is published before it signs; the old one stays for what it has signed', async () => {
    const [old = ''] = await kids();
    const { id = '' } = await site.services.act(rotateKeys, systemActor('test'), {});
    freezeTime(instant(now().getTime() + 3_000));
    expect(await kids()).toEqual([old, id]);
    expect(await signer()).toBe(old);
    freezeTime(instant(now().getTime() + 901_000));
    expect(await kids()).toEqual([id, old]);
    freezeTime(undefined);
  });

  it('that has leaked is gone at once; only a nationwide administrator may say so', async () => {
    await expect(site.services.act(rotateKeys, official(['eid.clients'], site.agencyId), { leaked: true })).rejects.toThrow('forbidden');
    const { id = '' } = await site.services.act(rotateKeys, systemActor('test'), { leaked: true });
    freezeTime(instant(now().getTime() + 3_000));
    expect(await kids()).toEqual([id]);
    freezeTime(undefined);
    expect(await signer()).toBe(id);
  });
});

/** The provider once more, in a process of its own on the same database and data folder. */
async function startNode({ database, dataFolder }: EidSite): Promise<{ port: number; kill(): void }> {
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', 'test/eid-node.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: database.url, MOTCUA_DATA: dataFolder, MOTCUA_PUBLIC_URL: PUBLIC_URL },
  });
  nodes.push(child);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the second node did not start')));
    child.stdout.once('data', (line: Buffer) => resolve(Number(line.toString())));
  });
  return { port, kill: () => void child.kill('SIGKILL') };
}

describe('two nodes that share one store', () => {
  it('give tokens for a code once at most, also when one of them is killed in the middle', { timeout: 90_000 }, async () => {
    const node = await second;
    await query(site.database.db, sql`delete from eid.model where kind = 'AccessToken'`);
    const codes: { code: string; verifier: string }[] = [];
    for (let made = 0; made < 48; made += 1) codes.push(await logIn(site, site.client()));
    const other = new Browser(`http://127.0.0.1:${node.port}`);
    const given = new Map(codes.map(({ code }) => [code, [] as string[]]));
    const ask = async (by: Browser, { code, verifier }: { code: string; verifier: string }) => {
      const answer = await redeem(by, code, verifier).catch(() => undefined);
      if (answer?.status === 200) given.get(code)?.push(answer.json().access_token);
    };
    const race = (some: typeof codes) => Promise.all(some.flatMap((one) => [ask(browser, one), ask(other, one)]));
    await race(codes.slice(0, 16));
    // By now both have given some: the second process is no bystander.
    await Promise.all(codes.slice(16, 20).map((one) => ask(other, one)));
    expect(codes.slice(16, 20).map(({ code }) => given.get(code)?.length)).toEqual([1, 1, 1, 1]);
    const last = race(codes.slice(20));
    await wait(8);
    node.kill();
    await last;
    // Whoever got no answer asks again, as clients do.
    await Promise.all(codes.slice(20).map((one) => ask(browser, one)));
    for (const tokens of given.values()) expect(tokens.length).toBeLessThanOrEqual(1);
    const rows = await query<{ tokens: number }>(
      site.database.db,
      sql`select grant_id, count(*)::int as tokens from eid.model where kind = 'AccessToken' group by 1`,
    );
    expect(rows.filter(({ tokens }) => tokens > 1)).toEqual([]);
    for (const token of codes.slice(0, 16).flatMap(({ code }) => given.get(code) ?? [])) {
      expect((await userinfo(browser, token)).status).toBe(401);
    }
  });
});
