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

  it('oidcc-ensure-post-request-succeeds: a posted request is asked again as GET, so that the session counts', async () => {
    const fields = (proof: ReturnType<typeof pkce>) => Object.fromEntries(new URLSearchParams(authUrl({}, proof).split('?')[1]));
    await logIn(site, browser);
    const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://trang.example' };
    const answer = await browser.post('/eid/auth', { ...fields(pkce()), prompt: 'none' }, elsewhere);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([303, 'no-store']);
    expect(answered((await follow(site, browser, answer.location!)).location)).toMatchObject({ code: expect.any(String), state: 'tt' });
    const twice = await browser.send('/eid/auth', {
      method: 'POST',
      body: `${new URLSearchParams(fields(pkce()))}&scope=openid`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answered((await follow(site, browser, twice.location!)).location)).toMatchObject({ error: 'invalid_request' });
    expect((await browser.post('/eid/auth', { ...fields(pkce()), request: 'x'.repeat(9_000) })).status).toBe(413);
  });

  it('oidcc-ensure-request-without-nonce, -other-scope-order, -display-page, -display-popup, oidcc-claims-locales', async () => {
    await logIn(site, browser);
    for (const wish of [{ scope: 'profile openid' }, { display: 'page' }, { display: 'popup' }, { claims_locales: 'se' }]) {
      const { code, verifier } = await logIn(site, browser, wish);
      const { id_token: idToken } = (await redeem(browser, code, verifier)).json();
      expect([wish, claimsOf(idToken)['nonce']]).toEqual([wish, undefined]);
    }
  });

  it('oidcc-server with response_mode=form_post: the answer goes by a form of ours, with the script of no other', async () => {
    await logIn(site, browser);
    const proof = pkce();
    const page = await follow(site, browser, authUrl({ response_mode: 'form_post', state: 'a"&<' }, proof));
    const policy = page.headers.get('content-security-policy');
    expect([page.status, policy?.includes("form-action 'self' https://trang.example"), policy?.includes('unsafe')]).toEqual([
      200,
      true,
      false,
    ]);
    expect(page.body).toContain(`<form method="post" action="${CALLBACK}"`);
    expect(page.body).toContain('name="state" value="a&quot;&amp;&lt;"');
    expect(page.body).not.toMatch(/<script>/);
    const code = /name="code" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    expect((await redeem(browser, code, proof.verifier)).json()).toHaveProperty('id_token');
    const stranger = await site.client().send('/eid/session/end');
    expect(stranger.body).toContain('Đăng xuất tất cả');
  });

  it('oidcc-redirect-uri-query-OK, -query-mismatch, -query-added, oidcc-redirect-uri-regfrag', async () => {
    const uri = 'https://trang.example/tro-ve?a=1&b=2';
    await site.register({ id: 'trang-hoi', redirectUris: [uri] });
    const ask = (redirect_uri: string) => follow(site, browser, authUrl({ client_id: 'trang-hoi', redirect_uri }, pkce()), { who: 'tinh' });
    expect((await ask(uri)).location).toMatch(/^https:\/\/trang\.example\/tro-ve\?a=1&b=2&code=/);
    for (const wrong of ['https://trang.example/tro-ve?a=1&b=3', `${uri}&c=3`, CALLBACK, `${uri}#x`]) {
      expect([wrong, (await ask(wrong)).location]).toEqual([wrong, undefined]);
    }
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
    const signed = signJwt(key, { typ: 'oauth-authz-req+jwt' }, claims);
    expect(answered((await ask(signed)).location)).toMatchObject({ state: 'trong', code: expect.any(String) });
    // oidcc-ensure-request-object-with-redirect-uri: what is signed counts, not what stands beside it.
    const beside = new URLSearchParams({ client_id: 'trang-ky', request: signed, redirect_uri: 'https://xau.example/', state: 'ngoai' });
    expect(answered((await follow(site, browser, `/eid/auth?${beside}`)).location)).toMatchObject({ state: 'trong' });
    const metadata = (await browser.send('/eid/.well-known/openid-configuration')).json();
    expect(metadata).toMatchObject({ request_parameter_supported: true, request_uri_parameter_supported: false });
    expect(metadata.request_object_signing_alg_values_supported).toEqual(['ES256', 'PS256', 'Ed25519']);
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
    const thief = site.client();
    expect((await thief.send(start.location!)).status).toBe(410);
    const back = await site.prove(start.location!, { who: 'tinh' });
    expect([(await thief.send(back)).status, answered((await browser.send(back)).location)['code']]).toEqual([400, expect.any(String)]);
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

  const TOLD = ['content-type', 'cache-control', 'vary', 'access-control-allow-origin', 'access-control-expose-headers'];
  const told = ({ status, headers, json: read }: Awaited<ReturnType<typeof userinfo>>) => {
    const { iat: _iat, ...body } = read();
    return { status, body, headers: TOLD.map((name) => headers.get(name)) };
  };
  const answeredAtTheDoor = async (): Promise<number> => {
    const lines = (await site.app.inject('/metrics')).body.split('\n');
    const mine = lines.filter((line) => /^motcua_http_request_seconds_count\{.*route="\/eid\/(?!\*)/.test(line));
    return mine.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  };
  const INTROSPECTION = '/eid/token/introspection';
  const COOKIE = { cookie: 'a=b' };

  it('what is plain is answered at the door, word for word as the library does', async () => {
    const plain = site.client();
    const mine = await tokensOf(site, site.client(), { scope: 'openid profile' });
    const { refresh_token: longer } = await agreed();
    const server = { client_id: 'may-chu', client_secret: 'bi mat' };
    const basic = { authorization: `Basic ${Buffer.from('may-chu:bi%20mat').toString('base64')}` };
    const questions: readonly (readonly [Fields, Fields])[] = [
      [{ token: mine.access_token, ...server }, {}],
      [{ token: mine.access_token, token_type_hint: 'refresh_token' }, basic],
      [{ token: mine.access_token, client_id: 'trang-thu' }, {}],
      [{ token: longer, ...server }, {}],
      [{ token: mine.access_token, client_id: 'may-khac', client_secret: 'bi mat' }, {}],
      [{ token: 'x'.repeat(43), ...server }, {}],
    ];
    const before = await answeredAtTheDoor();
    for (const [fields, headers] of questions) {
      const atTheDoor = told(await plain.post(INTROSPECTION, fields, { ...json, ...headers }));
      expect(atTheDoor).toEqual(told(await plain.post(INTROSPECTION, fields, { ...json, ...headers, ...COOKIE })));
      expect(atTheDoor.body).toHaveProperty('active', !questions.slice(4).some(([one]) => one === fields));
    }
    const person = told(await userinfo(plain, mine.access_token));
    expect(person).toEqual(told(await userinfo(plain, mine.access_token, COOKIE)));
    expect(person.body).toMatchObject({ name: expect.any(String) });
    expect(await answeredAtTheDoor()).toBe(before + questions.length + 1);
  });

  it('whoever is not let in at the door is refused by the library', async () => {
    const plain = site.client();
    const { access_token: token } = await tokensOf(site, site.client());
    const before = await answeredAtTheDoor();
    const basic = (text: string): Fields => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    const right = { token, client_id: 'may-chu', client_secret: 'bi mat' };
    const refusals: readonly (readonly [string, Fields, number, string])[] = [
      ['a wrong secret', { ...right, client_secret: 'sai' }, 401, 'invalid_client'],
      ['none', { token, client_id: 'may-chu' }, 401, 'invalid_client'],
      ['an unknown client', { ...right, client_id: 'khong-co' }, 401, 'invalid_client'],
      ['a secret of a client that has none', { ...right, client_id: 'trang-thu' }, 401, 'invalid_client'],
      ['no token', { client_id: 'may-chu', client_secret: 'bi mat' }, 400, 'invalid_request'],
      ['a body too big', { ...right, more: 'x'.repeat(60_000) }, 400, 'invalid_request'],
    ];
    for (const [what, fields, status, error] of refusals) {
      const answer = await plain.post(INTROSPECTION, fields, json);
      expect([what, answer.status, answer.json().error]).toEqual([what, status, error]);
    }
    const headers = { ...json, 'content-type': 'application/x-www-form-urlencoded' };
    const send = (body: string, more: Fields = {}) => plain.send(INTROSPECTION, { method: 'POST', body, headers: { ...headers, ...more } });
    const whole = new URLSearchParams(right).toString();
    expect((await send(`${whole}&token=x`)).json()).toMatchObject({ error: 'invalid_request' });
    expect((await send('%%%')).json()).toMatchObject({ error: 'invalid_request' });
    expect((await send(whole, basic('may-chu:bi%20mat'))).json()).toMatchObject({ error: 'invalid_request' });
    expect((await send(`token=${token}`, basic('may-chu:sai'))).status).toBe(401);
    expect((await send(`token=${token}`, basic('%zz:x'))).status).toBe(400);
    expect((await send(JSON.stringify(right), { 'content-type': 'application/json' })).status).toBe(400);
    expect((await userinfo(plain, 'x'.repeat(43))).headers.get('www-authenticate')).toContain('invalid_token');
    expect(await answeredAtTheDoor()).toBe(before);
  });

  it('at the door too a token ends with its time, its session, its grant and its client', async () => {
    const plain = site.client();
    const asked = async (token: string) => [(await introspect(plain, token)).active, (await userinfo(plain, token)).status];
    const { database } = site;
    const ended = async (end: (grantId: string) => ReturnType<typeof sql>): Promise<void> => {
      const { access_token: token } = await tokensOf(site, site.client());
      expect(await asked(token)).toEqual([true, 200]);
      const key = createHash('sha256').update(token).digest();
      const [row] = await query<{ grant_id: string }>(database.db, sql`select grant_id from eid.model where key = ${key}`);
      await query(database.db, end(row!.grant_id));
      expect(await asked(token)).toEqual([false, 401]);
    };
    await ended((grant) => sql`delete from eid.model where kind = 'Grant' and key = ${createHash('sha256').update(grant).digest()}`);
    await ended((grant) => sql`delete from eid.model where kind = 'Session' and payload::text like ${`%${grant}%`}`);
    await ended(
      (grant) =>
        sql`update eid.model set payload = jsonb_set(payload, '{accountId}', '"ai"') where kind = 'Grant' and key = ${createHash('sha256').update(grant).digest()}`,
    );
    const { access_token: token } = await tokensOf(site, site.client());
    freezeTime(instant(now().getTime() + 601_000));
    expect(await asked(token)).toEqual([false, 401]);
    freezeTime(undefined);
  });

  it('at the door too a code is redeemed as by the library, once, by its client, with its verifier and address', async () => {
    const plain = site.client();
    const parameters = { scope: 'openid profile', nonce: 'nn', acr_values: 'urn:motcua:acr:1' };
    const tokens = async (headers: Fields) => {
      const { code, verifier } = await logIn(site, site.client(), parameters);
      const answer = await redeem(plain, code, verifier, {}, headers);
      const { access_token: token, id_token: idToken, ...rest } = answer.json();
      const key = createHash('sha256').update(token).digest();
      const [row] = await query<any>(
        site.database.db,
        sql`select kind, payload, client_id, account_id, mandate_id, uid from eid.model where key = ${key}`,
      );
      const { iat: _iat, exp: _exp, grantId: _grant, sid: _sid, sessionUid: _session, ...payload } = row.payload;
      const { iat, exp, auth_time: at, sid, ...claims } = claimsOf(idToken);
      expect([exp - iat, row.payload.exp - row.payload.iat, typeof at]).toEqual([3600, 600, 'number']);
      const [head] = String(idToken).split('.');
      return { ...told(answer), body: { ...rest, claims, sid: typeof sid, head, payload, row: { ...row, payload: undefined } } };
    };
    const before = await answeredAtTheDoor();
    expect(await tokens({})).toEqual(await tokens(COOKIE));
    expect(await answeredAtTheDoor()).toBe(before + 1);
    const { code, verifier } = await logIn(site, site.client());
    const wrong: readonly Fields[] = [
      { code_verifier: 'x'.repeat(43) },
      { code_verifier: 'ngan' },
      { redirect_uri: `${CALLBACK}/khac` },
      { client_id: 'may-khac', client_secret: 'bi mat' },
      { code: 'x'.repeat(43) },
    ];
    for (const fields of wrong) expect((await redeem(plain, code, verifier, fields)).json().error).toMatch(/invalid_(grant|request)/);
    const all = await Promise.all(Array.from({ length: 6 }, () => redeem(plain, code, verifier)));
    const won = all.filter(({ status }) => status === 200);
    expect(won.length).toBeLessThanOrEqual(1);
    for (const answer of won) expect((await userinfo(plain, answer.json().access_token)).status).toBe(401);
    const again = await logIn(site, site.client());
    const { access_token: token } = (await redeem(plain, again.code, again.verifier)).json();
    expect((await userinfo(plain, token)).status).toBe(200);
    expect((await redeem(plain, again.code, again.verifier)).json().error).toBe('invalid_grant');
    expect((await userinfo(plain, token)).status).toBe(401);
    const late = await logIn(site, site.client());
    freezeTime(instant(now().getTime() + 61_000));
    expect((await redeem(plain, late.code, late.verifier)).json().error).toBe('invalid_grant');
    freezeTime(undefined);
  });

  it('oidcc-server-client-secret-basic, -post, and neither in two ways at once', async () => {
    const { code, verifier } = await logIn(site, browser, { client_id: 'may-khac' });
    const basic = { authorization: `Basic ${Buffer.from('may-khac:bi%20mat').toString('base64')}` };
    const both = await redeem(browser, code, verifier, { client_id: 'may-khac', client_secret: 'bi mat' }, basic);
    expect(both.status).toBeGreaterThanOrEqual(400);
    expect((await redeem(browser, code, verifier, { client_id: 'may-khac' }, basic)).json()).toHaveProperty('id_token');
    const posted = await logIn(site, browser, { client_id: 'may-khac' });
    const answer = await redeem(browser, posted.code, posted.verifier, { client_id: 'may-khac', client_secret: 'bi mat' });
    expect(answer.json()).toHaveProperty('id_token');
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

  it('fapi2 -par-authorization-request-containing-request_uri, -plain-pkce, -without-pkce, -response-type, -redirect-uri are refused when pushed', async () => {
    const { challenge } = pkce();
    for (const wrong of [
      { request_uri: 'urn:ietf:params:oauth:request_uri:x' },
      { code_challenge_method: 'plain' },
      { code_challenge: '' },
      { response_type: 'token' },
      { redirect_uri: 'https://xau.example/' },
    ]) {
      const answer = await push({ challenge }, wrong as Fields);
      expect([wrong, answer.status, typeof answer.json().error]).toEqual([wrong, 400, 'string']);
    }
    expect((await browser.send('/eid/request')).status).toBe(404);
  });

  it('fapi2-ensure-client-assertion: not an old one, one used before, one for somebody else, one without a signature', async () => {
    const body = {
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid',
      code_challenge: pkce().challenge,
      code_challenge_method: 'S256',
    };
    const used = assertion();
    expect((await browser.post('/eid/request', { ...body, ...used }, json)).status).toBe(201);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = { ...used, client_assertion: `${part({ alg: 'none' })}.${used['client_assertion']!.split('.')[1]}.` };
    for (const wrong of [
      used,
      assertion('trang-manh', { exp: seconds() - 600 }),
      assertion('trang-manh', { sub: 'trang-thu' }),
      unsigned,
    ]) {
      expect((await browser.post('/eid/request', { ...body, ...wrong }, json)).json().error).toMatch(/^invalid_(client|request)$/);
    }
  });

  it('fapi2-ensure-authorization-code-is-bound-to-client and to the key that the pushed request named', async () => {
    await site.register({ id: 'trang-manh-hai', proof: { kind: 'key', keys: [key.jwk] }, profile: 'fapi2' });
    const { alg: _alg, use: _use, ...jwk } = proofKey.jwk as Record<string, string>;
    const { crv = '', kty = '', x = '', y = '' } = jwk;
    const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
    const taken = pkce();
    const { code: other = '' } = await codeBy((await push(taken)).json().request_uri);
    const stolen = await redeem(browser, other, taken.verifier, assertion('trang-manh-hai'), { dpop: dpop('/token') });
    const nonce = stolen.headers.get('dpop-nonce') ?? '';
    const again = await redeem(browser, other, taken.verifier, assertion('trang-manh-hai'), { dpop: dpop('/token', { nonce }) });
    expect(again.json().error).toBe('invalid_grant');
    const { verifier, challenge } = pkce();
    const { code = '' } = await codeBy((await push({ challenge }, { dpop_jkt: thumbprint })).json().request_uri);
    expect((await redeemBound(code, verifier, {}, newKeyPair())).json().error).toMatch(/invalid_(grant|dpop_proof)/);
    const { code: good = '' } = await codeBy((await push({ challenge }, { dpop_jkt: thumbprint })).json().request_uri);
    expect((await redeemBound(good, verifier)).json()).toMatchObject({ token_type: 'DPoP' });
  });

  it('fapi2-user-rejects-authentication: the answer names who gave it, and no state is made up', async () => {
    const { request_uri: uri } = (await push(pkce(), { state: '' })).json();
    const own = site.client();
    const { location } = await follow(site, own, `/eid/auth?${new URLSearchParams({ client_id: 'trang-manh', request_uri: uri })}`);
    const left = await own.post(`${location}/dung`, {}, { 'sec-fetch-site': 'same-origin' });
    const told = answered((await follow(site, own, left.location!)).location);
    expect(told).toMatchObject({ error: 'access_denied', iss: ISSUER });
    expect(told).not.toHaveProperty('state');
  });

  it('mTLS is not offered, and nothing says that it is', async () => {
    const metadata = (await browser.send('/eid/.well-known/openid-configuration')).json();
    expect(Object.keys(metadata).filter((name) => /mtls|tls_client/.test(name))).toEqual([]);
    expect(metadata.token_endpoint_auth_methods_supported).toEqual([
      'none',
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
    ]);
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

  /** Says yes on the page that a log-out is asked on. */
  const confirm = async (own: Browser, parameters: Fields) => {
    const page = await own.send(`/eid/session/end?${new URLSearchParams(parameters)}`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    return { page, done: await own.post('/eid/session/end/confirm', { xsrf, logout: 'yes' }) };
  };

  it('oidcc-rp-initiated-logout-no-state, -no-post-logout-redirect-uri, -no-id-token-hint, -only-state', async () => {
    const after = 'https://trang.example/ra';
    for (const [parameters, goes] of [
      [{ post_logout_redirect_uri: after, hint: 'yes' }, after],
      [{ hint: 'yes' }, 'session/end/success'],
      [{ post_logout_redirect_uri: after }, 'session/end/success'],
      [{ state: 'mot-minh' }, 'session/end/success'],
    ] as const) {
      const own = site.client();
      const { id_token: token } = await tokensOf(site, own);
      const { hint, ...rest } = { hint: '', ...parameters };
      const { done } = await confirm(own, { ...rest, ...(hint ? { id_token_hint: token } : {}) });
      expect([parameters, done.status]).toEqual([parameters, 303]);
      if (goes === after) expect(done.location).toBe(after);
      else expect((await own.send(done.location!)).body).toContain('Đã đăng xuất');
      expect(answered((await own.send(authUrl({ prompt: 'none' }, pkce()))).location)).toMatchObject({ error: 'login_required' });
    }
  });

  it('oidcc-rp-initiated-logout-bad-id-token-hint, -query-added-to-post-logout-redirect-uri; a log-out may be posted', async () => {
    const own = site.client();
    const { id_token: hint } = await tokensOf(site, own);
    expect((await own.send('/eid/session/end?id_token_hint=khong-phai-the')).status).toBe(400);
    const added = { id_token_hint: hint, post_logout_redirect_uri: 'https://trang.example/ra?them=1' };
    expect((await own.send(`/eid/session/end?${new URLSearchParams(added)}`)).status).toBe(400);
    const foreign = signJwt(newKeyPair(), {}, claimsOf(hint));
    expect((await own.send(`/eid/session/end?${new URLSearchParams({ id_token_hint: foreign })}`)).status).toBe(400);
    const posted = await own.post('/eid/session/end', { id_token_hint: hint }, { 'sec-fetch-site': 'cross-site' });
    expect((await own.send(posted.location!)).body).toContain('Đăng xuất tất cả');
  });
});
