import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../../test/identity-kit.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { today } from '#kernel/time.ts';
import { forgetExpired, forgetUses } from './jobs.ts';
import { linkToken, openPostKeys } from '#core/notifications/index.ts';
import { tellOwner } from './letters/tell-owner.ts';
import { onCredentialChanged, onLocked, onMandateRevoked, onSessionEnded } from './on-identity.ts';
import { sendLogout } from './send-logout.ts';
import {
  answered,
  authUrl,
  type Browser,
  CALLBACK,
  claimsOf,
  type EidSite,
  eidSite,
  follow,
  introspect,
  ISSUER,
  pkce,
  redeem,
  tokensOf,
  userinfo,
} from './test-kit.ts';

let site: EidSite;
/** Servers of sites that are told of log-outs: one that may be called although it lies on this machine, one that may not. */
let told: Server[];
const logoutTokens: string[] = [];
const same = { 'sec-fetch-site': 'same-origin' };

beforeAll(async () => {
  told = [0, 1].map(() =>
    createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        logoutTokens.push(new URLSearchParams(body).get('logout_token') ?? '');
        response.end();
      });
    }),
  );
  for (const server of told) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const [near, far] = told.map((server) => `127.0.0.1:${(server.address() as AddressInfo).port}`);
  site = await eidSite({ MOTCUA_LAB_HOSTS: near! });
  await openPostKeys(site.dataFolder);
  for (const name of ['tinh', 'mai', 'hoa']) await site.person(name, 'clerk');
  await site.person('quantri', 'national-administrator');
  await site.register({ id: 'trang-thu', backchannelLogoutUri: `http://${far}/ra` });
  await site.register({ id: 'trang-gan', backchannelLogoutUri: `http://${near}/ra`, logoutUris: ['https://trang.example/ra'] });
  await site.register({ id: 'trang-hoi', own: false, scopes: ['openid', 'profile', 'personal_number'] });
  await site.register({ id: 'trang-thay', represents: true });
});
afterAll(() => told.forEach((server) => void server.close()));

/** Answers the consent page that a log-in stops at. */
async function answerConsent(browser: Browser, parameters: Record<string, string>, answer: 'yes' | 'no', who = 'tinh') {
  const proof = pkce();
  const page = await follow(site, browser, authUrl({ client_id: 'trang-hoi', ...parameters }, proof), { who });
  const action = /action="([^"]+dong-y)"/.exec(page.body)?.[1] ?? '';
  const next = await browser.post(action, { answer }, same);
  return { page, proof, answer: answered((await follow(site, browser, next.location!)).location) };
}

describe('consent', () => {
  it('is asked for what the client wants, remembered, and asked again for more', async () => {
    const browser = site.client();
    const first = await answerConsent(browser, { scope: 'openid profile' }, 'yes');
    expect(first.page.body).toContain('Họ tên và ngày sinh');
    expect(first.page.body).not.toContain('Số định danh');
    expect(first.page.headers.get('content-security-policy')).toContain("form-action 'self' https://trang.example");
    expect(first.answer['code']).toBeTruthy();
    expect(
      (await follow(site, site.client(), authUrl({ client_id: 'trang-hoi', scope: 'openid profile' }, pkce()), { who: 'tinh' })).location,
    ).toContain('code=');
    const more = await answerConsent(browser, { scope: 'openid personal_number' }, 'yes');
    expect(more.page.body).toContain('Số định danh');
  });

  it('refused: the client learns only that', async () => {
    const { answer } = await answerConsent(site.client(), { scope: 'openid profile' }, 'no', 'mai');
    expect(answer).toMatchObject({ error: 'access_denied' });
  });

  it('a form on another site cannot give it', async () => {
    const browser = site.client();
    const page = await follow(site, browser, authUrl({ client_id: 'trang-hoi', scope: 'openid profile' }, pkce()), { who: 'mai' });
    const action = /action="([^"]+dong-y)"/.exec(page.body)?.[1] ?? '';
    expect((await browser.post(action, { answer: 'yes' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('is seen and withdrawn by its owner; tokens end at once, the session goes on', async () => {
    const browser = site.client();
    const { answer, proof } = await answerConsent(browser, { scope: 'openid profile' }, 'yes', 'hoa');
    const tokens = (await redeem(browser, answer['code'] ?? '', proof.verifier, { client_id: 'trang-hoi' })).json();
    expect((await userinfo(browser, tokens.access_token)).json()).toMatchObject({ name: 'Người Mẫu hoa' });
    const owner = await site.browser().signIn('hoa');
    const page = await owner.get('/tai-khoan/trang-da-dang-nhap');
    expect(page.body).toContain('Trang thử');
    expect(page.body).toContain('Họ tên, Ngày sinh');
    expect((await owner.post('/tai-khoan/trang-da-dang-nhap/rut', { clientId: 'trang-hoi' })).statusCode).toBe(303);
    expect((await userinfo(browser, tokens.access_token)).status).toBe(401);
    expect((await follow(site, browser, authUrl({ client_id: 'trang-hoi' }, pkce()))).body).toContain('dong-y');
    expect((await site.browser().get('/tai-khoan/trang-da-dang-nhap')).headers.location).toMatch(/^\/dang-nhap/);
    expect((await (await site.browser().signIn('mai')).get('/tai-khoan/trang-da-dang-nhap')).body).not.toContain('Họ tên, Ngày sinh');
  });
});

describe('when an identity changes', () => {
  const { tx } = { tx: (work: Parameters<typeof transaction>[1]) => transaction(site.database.db, work) };
  const alive = async (token: string) => (await introspect(site.client(), token)).active as boolean;

  it('locked, a factor taken away, a session ended by its owner: everything ends; a factor added ends nothing', async () => {
    const accountId = await site.accountId('tinh');
    const ends = {
      'totp-added': () => tx((handle) => onCredentialChanged(handle, { accountId, change: 'totp-added' })),
      'signed-out': () => tx((handle) => onSessionEnded(handle, { accountId, sessionIds: [], because: 'signed-out' })),
      locked: () => tx((handle) => onLocked(handle, { accountId, personId: newId() })),
      'password-changed': () => tx((handle) => onCredentialChanged(handle, { accountId, change: 'password-changed' })),
      'ended-by-owner': () => tx((handle) => onSessionEnded(handle, { accountId, sessionIds: [], because: 'ended-by-owner' })),
    };
    for (const [name, end] of Object.entries(ends)) {
      const browser = site.client();
      const { access_token: token } = await tokensOf(site, browser);
      await end();
      const stays = name === 'totp-added' || name === 'signed-out';
      expect([name, await alive(token)]).toEqual([name, stays]);
      const asked = answered((await browser.send(authUrl({ prompt: 'none' }, pkce()))).location);
      expect(asked['error']).toBe(stays ? undefined : 'login_required');
    }
  });

  const waiting = (accountId: string) =>
    query<{ payload: { accountId: string; clientId: string; sid: string } }>(
      site.database.db,
      sql`select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'eid.send-logout' and j.payload ->> 'accountId' = ${accountId}`,
    );

  it('oidcc-backchannel-rp-initiated-logout: every site of the session is told at once; one that is away is told later', async () => {
    const browser = site.client();
    const { id_token: hint } = await tokensOf(site, browser, { client_id: 'trang-gan' }, { who: 'hoa' });
    const { id_token: second } = await tokensOf(site, browser, {}, { who: 'hoa' });
    logoutTokens.length = 0;
    const page = await browser.send(`/eid/session/end?${new URLSearchParams({ id_token_hint: hint })}`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    await browser.post('/eid/session/end/confirm', { xsrf, logout: 'yes' });
    expect(logoutTokens.map(claimsOf)).toEqual([
      expect.objectContaining({ iss: ISSUER, aud: 'trang-gan', sub: claimsOf(hint)['sub'], sid: claimsOf(hint)['sid'] }),
    ]);
    expect(JSON.parse(Buffer.from(logoutTokens[0]!.split('.')[0]!, 'base64url').toString('utf8'))).toMatchObject({ typ: 'logout+jwt' });
    await expect
      .poll(async () => (await waiting(await site.accountId('hoa'))).map(({ payload }) => [payload.clientId, payload.sid]))
      .toEqual([['trang-thu', claimsOf(second)['sid']]]);
  });

  it('oidcc-backchannel-logout-token: is none of another kind, and says whose session it was', async () => {
    const browser = site.client();
    const { id_token: idToken } = await tokensOf(site, browser, {}, { who: 'mai' });
    const accountId = await site.accountId('mai');
    await tx((handle) => onLocked(handle, { accountId, personId: newId() }));
    const { payload } = (await waiting(accountId))[0]!;
    logoutTokens.length = 0;
    const { services } = site;
    const open = { ...services, config: { ...services.config, closedNetworks: true } };
    await expect(sendLogout.handle(payload, { db: services.db, log: services.log, services })).rejects.toThrow('only https');
    await sendLogout.handle(payload, { db: services.db, log: services.log, services: open });
    const claims = claimsOf(logoutTokens[0]!);
    expect(claims).toMatchObject({
      aud: 'trang-thu',
      sub: claimsOf(idToken)['sub'],
      sid: claimsOf(idToken)['sid'],
      jti: expect.any(String),
    });
    expect(claims['events']).toEqual({ 'http://schemas.openid.net/event/backchannel-logout': {} });
    expect(claims['nonce']).toBeUndefined();
  });
});

describe('letters to the owner', () => {
  const context = () => ({ db: site.database.db, log: site.services.log, services: site.services });
  type Payload = Parameters<typeof tellOwner.handle>[0];
  /** What is to be told to an account, oldest first; what was told before is not told again here. */
  async function toTell(accountId: string): Promise<Payload[]> {
    const rows = await query<{ payload: Payload }>(
      site.database.db,
      sql`delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
        where t.id = j.task_id and t.identifier = 'eid.tell-owner' and j.payload ->> 'accountId' = ${accountId} returning j.payload`,
    );
    return rows.map(({ payload }) => payload);
  }
  async function reachable(name: string, kind: 'email' | 'phone', value: string): Promise<string> {
    await site.person(name, 'clerk');
    const accountId = await site.accountId(name);
    await query(
      site.database.db,
      sql`insert into identity.contact (account_id, kind, value, confirmed_at) values (${accountId}, ${kind}, ${value}, now())`,
    );
    return accountId;
  }
  const changed = (accountId: string) =>
    transaction(site.database.db, (tx) => onCredentialChanged(tx, { accountId, change: 'passkey-added' }));

  it('come by mail, name nobody, and lock the account by a link that asks first', async () => {
    const accountId = await reachable('thu.mot', 'email', 'thu.mot@example.vn');
    await changed(accountId);
    for (const payload of await toTell(accountId)) await tellOwner.handle(payload, context());
    const [letter] = await query<{ content: string; letter_id: number; address_id: number }>(
      site.database.db,
      sql`select l.content::text, m.letter_id, m.address_id from notifications.letter l join notifications.message m on m.letter_id = l.id
        join eid.letter e on e.mail_letter_id = l.id where e.account_id = ${accountId}`,
    );
    expect(letter!.content).toContain('Tài khoản của bạn có khóa truy cập mới');
    expect(letter!.content).not.toContain('Người Mẫu');
    const link = `/khoa-ngay/${linkToken('lock identity', { addressId: letter!.address_id, letterId: letter!.letter_id })}`;
    const reader = site.browser();
    expect((await reader.get(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)).statusCode).toBe(404);
    expect((await reader.get(link)).body).toContain('Khóa danh tính điện tử?');
    expect((await site.browser().comeIn('thu.mot')).headers.location).toBe('/ban-lam-viec');
    expect((await reader.post(link)).headers.location).toBe('/da-khoa');
    expect((await site.browser().comeIn('thu.mot')).body).toContain('đang khóa');
    expect((await toTell(accountId)).map(({ told }) => told)).toContain('locked');
    await query(site.database.db, sql`update eid.letter set made_at = now() - interval '31 days' where account_id = ${accountId}`);
    expect((await reader.get(link)).statusCode).toBe(404);
  });

  it('go to a telephone as a short message with the same link', async () => {
    const accountId = await reachable('thu.hai', 'phone', '0900000123');
    await changed(accountId);
    for (const payload of await toTell(accountId)) await tellOwner.handle(payload, context());
    const [message] = await query<{ words: string }>(
      site.database.db,
      sql`select words_vi as words from identity.code_message where destination = '0900000123'`,
    );
    const link = /https:\/\/motcua\.example(\/khoa-ngay\/[\w-]{43})$/.exec(message!.words)?.[1] ?? '';
    expect((await site.browser().post(link)).headers.location).toBe('/da-khoa');
    expect((await site.browser().comeIn('thu.hai')).body).toContain('đang khóa');
  });

  it('tell of a device that was not used before, not of the first one nor of a known one', async () => {
    await site.person('thu.ba', 'clerk');
    const accountId = await site.accountId('thu.ba');
    const told = async (address: string) => {
      expect((await site.browser({ address }).comeIn('thu.ba')).statusCode).toBe(303);
      return (await toTell(accountId)).map(({ told: what, addressPrefix }) => [what, addressPrefix]);
    };
    expect(await told('198.51.100.1')).toEqual([]);
    expect(await told('198.51.100.2')).toEqual([]);
    expect(await told('192.0.2.1')).toEqual([['new-device', '192.0.2.0/24']]);
    expect(await told('192.0.2.9')).toEqual([]);
  });
});

it('a temporary password is good for the product’s own door alone, where it is changed', async () => {
  await site.person('moi.den', 'clerk');
  await query(site.database.db, sql`update identity.credential set must_change = true where identifier = 'moi.den'`);
  const elsewhere = authUrl({}, pkce());
  const refused = await site.browser().comeIn('moi.den', undefined, elsewhere);
  expect([refused.statusCode, refused.body.includes('mật khẩu tạm')]).toEqual([422, true]);
  const browser = site.browser();
  expect((await browser.comeIn('moi.den')).headers.location).toBe('/tai-khoan/mat-khau');
  expect((await browser.follow(elsewhere)).body).toContain('mat-khau');
  expect((await browser.get(authUrl({ prompt: 'none' }, pkce()))).headers.location).toContain('error=login_required');
  const change = { currentPassword: PASSWORD, newPassword: 'sông hương núi ngự', newPasswordAgain: 'sông hương núi ngự' };
  expect((await browser.post('/tai-khoan/mat-khau', change)).statusCode).toBe(303);
  const left = await browser.comeIn('moi.den', change.newPassword, elsewhere);
  expect(left.body).toContain('Đang đưa bạn trở lại Trang thử');
});

describe('acting for somebody else', () => {
  const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
  const ACCESS = 'urn:ietf:params:oauth:token-type:access_token';

  async function mandate(representative: string, scope = ['dich-vu-cong']): Promise<string> {
    const [id, principal] = [newId(), newId()];
    await query(
      site.database.db,
      sql`insert into identity.person (id, full_name, name_folded, created_at) values (${principal}, 'Bé Mẫu', 'be mau', now())`,
    );
    await query(
      site.database.db,
      sql`insert into identity.mandate (id, kind, principal_person_id, representative_person_id, scope, basis, valid_from, created_at, created_by, accepted_at)
        select ${id}, 'guardian', ${principal}, a.person_id, ${scope}, 'Luật Hôn nhân và gia đình', ${today()}, now(), 'system:test', now()
        from identity.account a where a.id = ${await site.accountId(representative)}`,
    );
    return id;
  }

  /** A log-in in which the person is asked whom they act for. */
  async function choose(browser: Browser, mandateId: string) {
    const proof = pkce();
    const page = await follow(site, browser, authUrl({ client_id: 'trang-thay', acting_for: 'choose' }, proof), { who: 'tinh' });
    const action = /action="([^"]+thay-ai)"/.exec(page.body)?.[1] ?? '';
    const next = await browser.post(action, { mandate: mandateId }, same);
    const { code = '' } = next.location ? answered((await follow(site, browser, next.location)).location) : {};
    return { page, next, tokens: code ? (await redeem(browser, code, proof.verifier, { client_id: 'trang-thay' })).json() : undefined };
  }
  const exchange = (browser: Browser, token: string, extra: Record<string, string> = {}) =>
    browser.post(
      '/eid/token',
      { grant_type: EXCHANGE, client_id: 'trang-thay', subject_token: token, subject_token_type: ACCESS, ...extra },
      { accept: 'application/json' },
    );

  it('is chosen, told to the client, and makes a token whose subject is the represented party', async () => {
    const browser = site.client();
    const id = await mandate('tinh');
    const { page, tokens } = await choose(browser, id);
    expect(page.body).toContain('Bé Mẫu');
    const own = claimsOf(tokens.id_token);
    expect(own['acting_for']).toMatchObject({ mandate: id, kind: 'person', name: 'Bé Mẫu', scope: 'dich-vu-cong' });
    const exchanged = (await exchange(browser, tokens.access_token)).json();
    expect(exchanged).toMatchObject({ issued_token_type: ACCESS, token_type: 'Bearer', scope: 'openid dich-vu-cong' });
    const known = await introspect(browser, exchanged.access_token, { client_id: 'trang-thay' });
    expect(known).toMatchObject({ active: true, sub: own['acting_for'].sub, act: { sub: own['sub'] }, mandate: id });
    expect((await userinfo(browser, exchanged.access_token)).json()).toMatchObject({ sub: own['acting_for'].sub });
    expect((await exchange(browser, exchanged.access_token)).json().error).toBe('invalid_grant');
    expect((await exchange(browser, tokens.access_token, { scope: 'dau-thau' })).json().error).toBe('invalid_scope');
    // Whoever logs out logs out of what they did for others too.
    const leaving = await browser.send(`/eid/session/end?${new URLSearchParams({ id_token_hint: tokens.id_token })}`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(leaving.body)?.[1] ?? '';
    await browser.post('/eid/session/end/confirm', { xsrf, logout: 'yes' });
    expect(await introspect(browser, exchanged.access_token, { client_id: 'trang-thay' })).toEqual({ active: false });
    const uses = await (await site.browser().signIn('tinh')).get('/tai-khoan/trang-da-dang-nhap');
    expect(uses.body).toContain('Làm thay người khác theo ủy quyền');
  });

  it('mandate revoked mid-session: the token ends at the next question, whether or not anybody was told', async () => {
    const browser = site.client();
    const id = await mandate('tinh');
    const { tokens } = await choose(browser, id);
    const { access_token: token } = (await exchange(browser, tokens.access_token)).json();
    const asked = (by: typeof browser) => introspect(by, token, { client_id: 'trang-thay' });
    const { iat: _iat, ...known } = await asked(browser);
    expect(known).toMatchObject({ active: true, mandate: id, act: { sub: expect.any(String) } });
    // A server without cookies is answered at the door, and the same.
    expect(await asked(site.client())).toMatchObject(known);
    await query(site.database.db, sql`update identity.mandate set revoked_at = now() where id = ${id}`);
    expect([await asked(browser), await asked(site.client())]).toEqual([{ active: false }, { active: false }]);
    expect((await userinfo(browser, token)).status).toBe(401);
    expect((await exchange(browser, tokens.access_token)).json().error).toBe('invalid_target');
    await transaction(site.database.db, (tx) => onMandateRevoked(tx, { mandateId: id, representativePersonId: newId() }));
    const left = await query(site.database.db, sql`select 1 from eid.model where mandate_id = ${id}`);
    expect(left).toEqual([]);
  });

  it('by nobody but the representative', async () => {
    const browser = site.client();
    const id = await mandate('mai');
    const { next } = await choose(browser, id);
    expect(next.body).toContain('thay-ai');
    const { tokens } = await choose(browser, '');
    expect(claimsOf(tokens.id_token)['acting_for']).toBeUndefined();
    expect((await exchange(browser, tokens.access_token, { mandate: id })).json().error).toBe('invalid_target');
  });
});

describe('sites that administrators keep', () => {
  const form = { title: 'Cổng Mẫu', redirectUris: CALLBACK, scopes: 'profile', minimumLevel: '1', _key: 'hai-lan' };

  it('not by whoever has no right to', async () => {
    expect((await site.browser().get('/quan-tri/trang-dang-nhap')).headers.location).toMatch(/^\/dang-nhap/);
    const clerk = await site.browser().signIn('mai');
    expect((await clerk.get('/quan-tri/trang-dang-nhap')).statusCode).toBe(403);
    expect((await clerk.post('/quan-tri/trang-dang-nhap', form)).statusCode).toBe(403);
    expect((await clerk.post('/quan-tri/trang-dang-nhap/trang-thu/dong')).statusCode).toBe(403);
  });

  it('four fields register one; its secret is shown once, however often the button is pressed; closing ends it', async () => {
    const admin = await site.browser().signIn('quantri');
    const first = await admin.post('/quan-tri/trang-dang-nhap', form);
    const second = await admin.post('/quan-tri/trang-dang-nhap', form);
    const codes = [...first.body.matchAll(/<code>([^<]+)<\/code>/g)].map(([, code]) => code ?? '');
    const [id = '', secret = ''] = codes;
    expect(second.body).toContain(secret);
    const browser = site.client();
    const asked = await follow(site, browser, authUrl({ client_id: id }, pkce()), { who: 'tinh' });
    expect(asked.body).toContain('Cổng Mẫu');
    const list = await admin.get('/quan-tri/trang-dang-nhap');
    expect(list.body).not.toContain(secret);
    expect((await admin.post(`/quan-tri/trang-dang-nhap/${id}/dong`)).statusCode).toBe(303);
    expect((await browser.send(authUrl({ client_id: id }, pkce()))).status).toBe(400);
  });

  it('a site is changed; where it may do less than before, what it holds ends', async () => {
    const admin = await site.browser().signIn('quantri');
    const path = '/quan-tri/trang-dang-nhap/trang-sua';
    const before = { title: 'Cổng Sửa', redirectUris: CALLBACK, scopes: 'profile', minimumLevel: '1' };
    await site.register({ id: 'trang-sua' });
    const browser = site.client();
    const { access_token: token } = await tokensOf(site, browser, { client_id: 'trang-sua' });
    expect((await admin.get(path)).body).toContain(`>${CALLBACK}</textarea>`);
    expect((await admin.post(path, { ...before, redirectUris: `${CALLBACK}\nhttps://trang.example/hai` })).statusCode).toBe(303);
    expect((await admin.get('/quan-tri/trang-dang-nhap?xong=sua')).body).toContain('Cổng Sửa');
    expect((await userinfo(browser, token)).status).toBe(200);
    expect((await admin.post(path, { ...before, redirectUris: 'ftp://x' })).statusCode).toBe(422);
    expect((await admin.post(path, { ...before, minimumLevel: '2' })).statusCode).toBe(303);
    expect((await userinfo(browser, token)).status).toBe(401);
    const own = await admin.post('/quan-tri/trang-dang-nhap/motcua', before);
    expect([own.statusCode, own.body.includes('chính hệ thống này')]).toEqual([409, true]);
    const clerk = await site.browser().signIn('mai');
    expect((await clerk.get(path)).statusCode).toBe(403);
    expect((await clerk.post(path, before)).statusCode).toBe(403);
    expect((await clerk.post('/quan-tri/trang-dang-nhap/khoa')).statusCode).toBe(403);
  });

  it('the signing key is changed by a button, for whoever administers the whole site', async () => {
    const admin = await site.browser().signIn('quantri');
    const states = async () =>
      [...(await admin.get('/quan-tri/trang-dang-nhap/khoa')).body.matchAll(/(Đang ký|Chờ ký)</g)].map(([, state]) => state);
    expect(await states()).toEqual(['Đang ký']);
    expect((await admin.post('/quan-tri/trang-dang-nhap/khoa')).headers.location).toBe('/quan-tri/trang-dang-nhap/khoa?xong=doi');
    expect((await states()).toSorted()).toEqual(['Chờ ký', 'Đang ký']);
    await admin.post('/quan-tri/trang-dang-nhap/khoa', { leaked: 'true' });
    expect(await states()).toEqual(['Đang ký']);
  });

  it('gives the form back with what is wrong', async () => {
    const admin = await site.browser().signIn('quantri');
    const answer = await admin.post('/quan-tri/trang-dang-nhap', { ...form, _key: 'sai', redirectUris: 'http://trang.example/a' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('mỗi dòng một địa chỉ');
    const strict = await admin.post('/quan-tri/trang-dang-nhap', { ...form, _key: 'manh', strict: 'true' });
    expect(strict.body).toContain('Mức bảo vệ cao cần khóa công khai');
  });
});

describe('what is over', () => {
  it('goes: expired codes and sessions, and the history after five years', async () => {
    const context = { db: site.database.db, log: site.services.log, services: site.services };
    await query(site.database.db, sql`update eid.model set expires_at = now() - interval '1 minute' where kind = 'Session'`);
    await query(site.database.db, sql`update eid.use set at = now() - interval '6 years' where id = (select min(id) from eid.use)`);
    const count = async () => (await query<{ n: number }>(site.database.db, sql`select count(*) as n from eid.use`))[0]?.n ?? 0;
    const before = await count();
    await forgetExpired.handle({}, context);
    await forgetUses.handle({}, context);
    expect(await query(site.database.db, sql`select 1 from eid.model where kind = 'Session'`)).toEqual([]);
    expect(await count()).toBe(before - 1);
  });
});
