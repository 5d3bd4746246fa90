import { beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#kernel/permission.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { official } from '../../../test/kit.ts';
import { rotateKeys } from './actions/rotate-keys.ts';
import {
  answered,
  authUrl,
  type Browser,
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
} from './test-kit.ts';

let site: EidSite;
let browser: Browser;

beforeAll(async () => {
  site = await eidSite();
  for (const name of ['tinh', 'mai']) await site.person(name, 'clerk');
  await site.register({ id: 'trang-thu' });
  browser = site.client();
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

  it('two processes race for a code: one at most gets tokens that live', async () => {
    const { code, verifier } = await logIn(site, browser);
    const answers = await Promise.all(Array.from({ length: 6 }, () => redeem(browser, code, verifier)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    for (const answer of answers.filter(({ status }) => status === 200)) {
      const person = await browser.send('/eid/me', { headers: { authorization: `Bearer ${answer.json().access_token}` } });
      expect(person.status).toBe(401);
    }
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
