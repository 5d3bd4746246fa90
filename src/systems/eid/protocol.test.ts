import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { clientSecretHash } from './registration.ts';
import {
  answered,
  authUrl,
  type Browser,
  CALLBACK,
  claimsOf,
  type EidSite,
  eidSite,
  type Fields,
  follow,
  introspect,
  ISSUER,
  type KeyPair,
  logIn,
  newKeyPair,
  pkce,
  redeem,
  signJwt,
  tokensOf,
  userinfo,
} from './test-kit.ts';

let site: EidSite;
let browser: Browser;
const key = newKeyPair();
const json = { accept: 'application/json' };
const seconds = () => Math.floor(now().getTime() / 1000);

/** What a client with a key sends instead of a secret. */
function assertion(clientId = 'trang-manh', change: object = {}): Fields {
  const claims = { iss: clientId, sub: clientId, aud: ISSUER, jti: randomUUID(), iat: seconds(), exp: seconds() + 60, ...change };
  return {
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: signJwt(key, {}, claims),
  };
}

beforeAll(async () => {
  site = await eidSite();
  for (const name of ['tinh', 'mai']) await site.person(name, 'clerk');
  await site.register({
    id: 'trang-thu',
    scopes: ['openid', 'profile', 'offline_access'],
    refreshes: true,
    logoutUris: ['https://trang.example/ra'],
  });
  await site.register({ id: 'trang-manh', proof: { kind: 'key', keys: [key.jwk] }, profile: 'fapi2' });
  await site.register({ id: 'may-chu', proof: { kind: 'secret', secretHash: clientSecretHash('bi mat') }, readsTokens: true });
  await site.register({ id: 'may-khac', proof: { kind: 'secret', secretHash: clientSecretHash('bi mat') }, sector: 'khac' });
  browser = site.client();
});

describe('requests', () => {
  it('oidcc-response-type-missing and an unknown one', async () => {
    expect(answered((await browser.send(authUrl({ response_type: undefined }, pkce()))).location)).toMatchObject({
      error: 'invalid_request',
    });
    const token = await browser.send(authUrl({ response_type: 'id_token', nonce: 'x' }, pkce()));
    expect(token.location).toContain('error=unsupported_response_type');
  });

  it('oidcc-ensure-post-request: POST to the authorization endpoint is not offered', async () => {
    expect((await browser.post('/eid/auth', { client_id: 'trang-thu' })).status).toBe(404);
  });

  it('oidcc-unsigned-request-object is refused; a signed one by the client’s key is read, one by another key not', async () => {
    await site.register({ id: 'trang-ky', proof: { kind: 'key', keys: [key.jwk] } });
    const proof = pkce();
    const claims = {
      iss: 'trang-ky',
      aud: ISSUER,
      client_id: 'trang-ky',
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: 'trong',
      code_challenge: proof.challenge,
      code_challenge_method: 'S256',
      exp: seconds() + 60,
    };
    const ask = (request: string) =>
      follow(site, browser, `/eid/auth?${new URLSearchParams({ client_id: 'trang-ky', request })}`, { who: 'tinh' });
    expect(answered((await ask(signJwt(key, { typ: 'oauth-authz-req+jwt' }, claims))).location)).toMatchObject({
      state: 'trong',
      code: expect.any(String),
    });
    expect((await ask(signJwt(newKeyPair(), {}, claims))).body).toContain('invalid_request_object');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect((await ask(`${part({ alg: 'none' })}.${part(claims)}.`)).body).toContain('invalid_request_object');
  });

  it('mix-up: a code is of use only with the address it was sent to, and to its own client', async () => {
    await site.register({ id: 'trang-hai', redirectUris: [CALLBACK, 'https://trang.example/khac'] });
    const first = await logIn(site, browser, { client_id: 'trang-hai' });
    const wrong = await redeem(browser, first.code, first.verifier, { client_id: 'trang-hai', redirect_uri: 'https://trang.example/khac' });
    expect(wrong.json().error).toBe('invalid_grant');
    expect((await redeem(browser, first.code, first.verifier)).json().error).toBe('invalid_grant');
  });

  it('click-jacking and sniffing: every page of the way says that it may not be framed', async () => {
    for (const path of [authUrl({ redirect_uri: 'https://xau.example' }, pkce()), '/eid/ket-noi', '/eid/session/end']) {
      const { headers } = await browser.send(path);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('session swapping: an interaction belongs to the browser it was begun in', async () => {
    const start = await browser.send(authUrl({ prompt: 'login' }, pkce()));
    const other = await site.client().send(start.location!);
    expect([other.status, other.body.includes('đã hết hạn')]).toEqual([400, true]);
  });
});

describe('userinfo', () => {
  it('oidcc-userinfo-get, oidcc-userinfo-post-header, oidcc-userinfo-post-body', async () => {
    const { access_token: token } = await tokensOf(site, browser, { scope: 'openid profile' });
    const [get, header, body] = await Promise.all([
      userinfo(browser, token),
      browser.post('/eid/me', {}, { authorization: `Bearer ${token}` }),
      browser.post('/eid/me', { access_token: token }),
    ]);
    expect([get.json(), header.json(), body.json()]).toEqual(Array(3).fill(expect.objectContaining({ name: 'Người Mẫu tinh' })));
    expect((await userinfo(browser, 'la')).headers.get('www-authenticate')).toContain('invalid_token');
    expect((await browser.send(`/eid/me?access_token=${token}`)).status).toBe(400);
  });

  it('oidcc-claims-essential: single claims of scopes that the client has; others are refused', async () => {
    const claims = JSON.stringify({ userinfo: { name: { essential: true } } });
    const { access_token: token } = await tokensOf(site, browser, { claims });
    expect((await userinfo(browser, token)).json()).toMatchObject({ name: 'Người Mẫu tinh' });
    const more = await browser.send(authUrl({ claims: JSON.stringify({ userinfo: { personal_number: null } }) }, pkce()));
    expect(answered(more.location)).toMatchObject({ error: 'invalid_request' });
    const scope = await browser.send(authUrl({ scope: 'openid personal_number' }, pkce()));
    expect(answered(scope.location)).toMatchObject({ error: 'invalid_scope' });
  });

  it('pairwise subjects: one in a sector, another in another', async () => {
    const sub = async (client_id: string) =>
      claimsOf(
        (await tokensOf(site, browser, { client_id }, undefined, client_id === 'may-khac' ? { client_secret: 'bi mat' } : {})).id_token,
      )['sub'];
    await site.register({ id: 'trang-ba' });
    const [first, same, other] = [await sub('trang-thu'), await sub('trang-ba'), await sub('may-khac')];
    expect(same).toBe(first);
    expect(other).not.toBe(first);
    expect([first, other].join(' ')).not.toContain(await site.accountId('tinh'));
  });
});

describe('tokens', () => {
  const offline = { scope: 'openid offline_access', prompt: 'consent' };
  const refresh = (token: string) =>
    browser.post('/eid/token', { grant_type: 'refresh_token', client_id: 'trang-thu', refresh_token: token }, json);
  const agreed = async () => {
    const proof = pkce();
    let answer = await follow(site, browser, authUrl(offline, proof), { who: 'tinh' });
    const action = /action="([^"]+dong-y)"/.exec(answer.body)?.[1] ?? '';
    answer = await browser.post(action, { answer: 'yes' }, { 'sec-fetch-site': 'same-origin' });
    const { code = '' } = answered((await follow(site, browser, answer.location!)).location);
    return (await redeem(browser, code, proof.verifier)).json();
  };

  it('oidcc-refresh-token and its replay: each is good once; when one comes again all of the grant end', async () => {
    const first = await agreed();
    const second = (await refresh(first.refresh_token)).json();
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await userinfo(browser, second.access_token)).status).toBe(200);
    expect((await refresh(first.refresh_token)).json().error).toBe('invalid_grant');
    expect((await refresh(second.refresh_token)).json().error).toBe('invalid_grant');
    expect((await userinfo(browser, second.access_token)).status).toBe(401);
  });

  it('guessing a secret: after sixty wrong answers a minute an address is asked to wait', async () => {
    const guess = (client: string) =>
      browser.post('/eid/token', { grant_type: 'authorization_code', client_id: client, client_secret: 'doan' }, json);
    freezeTime(instant(now().getTime() + 3_600_000));
    const codes = await Promise.all(Array.from({ length: 60 }, (_, index) => guess(index % 2 ? 'may-chu' : 'khong-co')));
    expect(new Set(codes.map(({ status }) => status))).toEqual(new Set([401]));
    const late = await guess('may-chu');
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '60']);
    freezeTime(undefined);
    expect((await guess('may-chu')).status).toBe(401);
  });

  it('introspection: by the client itself and by a server that may; nobody else learns anything', async () => {
    const { access_token: token } = await tokensOf(site, browser);
    const server = { client_id: 'may-chu', client_secret: 'bi mat' };
    expect(await introspect(browser, token, server)).toMatchObject({ active: true, client_id: 'trang-thu', sub: expect.any(String) });
    expect(await introspect(browser, token)).toMatchObject({ active: true });
    expect(await introspect(browser, token, { client_id: 'may-khac', client_secret: 'bi mat' })).toEqual({ active: false });
    expect(await introspect(browser, token, { client_id: 'may-chu', client_secret: 'sai' })).toMatchObject({ error: 'invalid_client' });
    expect(await introspect(browser, 'la', server)).toEqual({ active: false });
  });

  it('revocation ends a token at once', async () => {
    const { access_token: token } = await tokensOf(site, browser);
    await browser.post('/eid/token/revocation', { client_id: 'trang-thu', token }, json);
    expect((await userinfo(browser, token)).status).toBe(401);
  });

  it('nothing that opens anything is stored in the clear', async () => {
    const { access_token: token } = await tokensOf(site, browser);
    const rows = await query<{ text: string }>(site.database.db, sql`select m::text as text from eid.model m`);
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.some(({ text }) => text.includes(token))).toBe(false);
  });
});

describe('FAPI 2.0', () => {
  const proofKey = newKeyPair();
  const htu = (path: string) => `${ISSUER}${path}`;
  const dpop = (path: string, change: object = {}, pair: KeyPair = proofKey) => {
    const { alg: _alg, use: _use, ...jwk } = pair.jwk;
    return signJwt(pair, { typ: 'dpop+jwt', jwk }, { jti: randomUUID(), htm: 'POST', htu: htu(path), iat: seconds(), ...change });
  };
  const push = async (proof: { challenge: string }, extra: Fields = {}) => {
    const body = {
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid',
      code_challenge: proof.challenge,
      code_challenge_method: 'S256',
      state: 'ss',
      ...extra,
    };
    return browser.post('/eid/request', { ...body, ...assertion() }, json);
  };
  const codeBy = async (requestUri: string) =>
    answered(
      (
        await follow(site, browser, `/eid/auth?${new URLSearchParams({ client_id: 'trang-manh', request_uri: requestUri })}`, {
          who: 'tinh',
        })
      ).location,
    );
  /** The provider asks for a nonce first; a client then tries again. */
  const redeemBound = async (code: string, verifier: string, change: object = {}, pair = proofKey) => {
    const send = (nonce?: string) =>
      redeem(browser, code, verifier, assertion(), { dpop: dpop('/token', { ...(nonce ? { nonce } : {}), ...change }, pair) });
    const first = await send();
    const nonce = first.headers.get('dpop-nonce');
    return first.json().error === 'use_dpop_nonce' && nonce ? send(nonce) : first;
  };

  it('fapi2-ensure-request-without-par-fails; request_uri is good once, for its client, and for a minute', async () => {
    expect(answered((await browser.send(authUrl({ client_id: 'trang-manh' }, pkce()))).location)).toMatchObject({
      error: 'invalid_request',
      iss: ISSUER,
    });
    const { request_uri: uri } = (await push(pkce())).json();
    expect(await codeBy(uri)).toMatchObject({ code: expect.any(String), iss: ISSUER, state: 'ss' });
    const again = await browser.send(`/eid/auth?${new URLSearchParams({ client_id: 'trang-manh', request_uri: uri })}`);
    expect(again.body).toContain('invalid_request_uri');
    const { request_uri: other } = (await push(pkce())).json();
    expect((await browser.send(`/eid/auth?${new URLSearchParams({ client_id: 'trang-thu', request_uri: other })}`)).status).toBe(400);
    freezeTime(instant(now().getTime() + 120_000));
    expect((await browser.send(`/eid/auth?${new URLSearchParams({ client_id: 'trang-manh', request_uri: other })}`)).body).toContain(
      'invalid_request_uri',
    );
    freezeTime(undefined);
  });

  it('private_key_jwt: aud must be the issuer, as text', async () => {
    const body = {
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid',
      code_challenge: pkce().challenge,
      code_challenge_method: 'S256',
    };
    for (const aud of [[ISSUER], `${ISSUER}/token`, `${ISSUER}/request`]) {
      expect((await browser.post('/eid/request', { ...body, ...assertion('trang-manh', { aud }) }, json)).json().error).toBe(
        'invalid_client',
      );
    }
  });

  it('DPoP: bound tokens, a nonce, and no use without the key', async () => {
    const { verifier, challenge } = pkce();
    const { code = '' } = await codeBy((await push({ challenge })).json().request_uri);
    const tokens = (await redeemBound(code, verifier)).json();
    expect(tokens.token_type).toBe('DPoP');
    const { access_token: token } = tokens;
    const ath = createHash('sha256').update(token).digest('base64url');
    const use = async (proof: string) => browser.send('/eid/me', { headers: { ...json, authorization: `DPoP ${token}`, dpop: proof } });
    const me = (change: object = {}, pair = proofKey) => dpop('/me', { htm: 'GET', ath, ...change }, pair);
    const nonce = (await use(me())).headers.get('dpop-nonce') ?? undefined;
    const good = me({ nonce });
    expect((await use(good)).status).toBe(200);
    expect((await use(good)).status).toBe(401);
    expect((await userinfo(browser, token)).status).toBe(401);
    for (const wrong of [
      { htm: 'POST' },
      { htu: htu('/token') },
      { ath: 'x' },
      { iat: seconds() - 4000, nonce: undefined },
      { nonce: 'x' },
    ]) {
      expect((await use(me({ nonce, ...wrong }))).status).toBe(401);
    }
    expect((await use(me({ nonce }, newKeyPair()))).status).toBe(401);
  });

  it('no token without a proof', async () => {
    const { verifier, challenge } = pkce();
    const { code = '' } = await codeBy((await push({ challenge })).json().request_uri);
    expect((await redeem(browser, code, verifier, assertion())).json().error).toMatch(/invalid_(grant|dpop_proof|request)/);
  });
});

describe('logging out', () => {
  it('oidcc-rp-initiated-logout: asks, ends the session and its tokens, comes back with the state', async () => {
    const own = site.client();
    const { id_token: hint, access_token: token } = await tokensOf(site, own);
    const after = { post_logout_redirect_uri: 'https://trang.example/ra', state: 'xong' };
    const page = await own.send(`/eid/session/end?${new URLSearchParams({ id_token_hint: hint, ...after })}`);
    expect(page.body).toContain('Đăng xuất tất cả');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' https://trang.example");
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    expect((await own.post('/eid/session/end/confirm', { xsrf: 'sai', logout: 'yes' })).status).toBe(400);
    const done = await own.post('/eid/session/end/confirm', { xsrf, logout: 'yes' });
    expect(done.location).toBe('https://trang.example/ra?state=xong');
    expect((await userinfo(own, token)).status).toBe(401);
    expect(answered((await own.send(authUrl({ prompt: 'none' }, pkce()))).location)).toMatchObject({ error: 'login_required' });
  });

  it('oidcc-rp-initiated-logout-bad-post-logout-redirect-uri, -modified-id-token-hint, -no-params', async () => {
    const own = site.client();
    const { id_token: hint } = await tokensOf(site, own);
    const bad = await own.send(
      `/eid/session/end?${new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: 'https://xau.example' })}`,
    );
    expect([bad.status, bad.location]).toEqual([400, undefined]);
    const modified = `${hint.slice(0, -4)}AAAA`;
    expect((await own.send(`/eid/session/end?${new URLSearchParams({ id_token_hint: modified })}`)).status).toBe(400);
    expect((await own.send('/eid/session/end')).body).toContain('Đăng xuất tất cả');
    const open = await own.send(`/eid/session/end?${new URLSearchParams({ post_logout_redirect_uri: 'https://xau.example' })}`);
    expect(open.headers.get('content-security-policy')).not.toContain('xau.example');
  });
});
