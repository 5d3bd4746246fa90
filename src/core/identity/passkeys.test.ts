import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type IdentitySite, identitySite, type InjectedBrowser, PASSWORD, PUBLIC_URL } from '../../../test/identity-kit.ts';
import { type Lies, questionOn, SoftPasskey } from '../../../test/passkey-kit.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { AUTHENTICATION_COOKIE, authenticationResult, openAuthentication, type WantedAuthentication } from './authentication/open.ts';

const ADD = '/tai-khoan/khoa/them';
let site: IdentitySite;
/** Of the account `lan`. */
let hers: SoftPasskey;

beforeAll(async () => {
  site = await identitySite();
  for (const name of ['hoa', 'lan', 'cuc', 'mai', 'dao']) await site.person(name, 'clerk');
  hers = (await addPasskey(await site.browser().signIn('lan'))).passkey;
});
afterEach(() => freezeTime(undefined));

/** Makes a passkey for whoever is signed in. */
async function addPasskey(browser: InjectedBrowser, lies: Lies = {}, passkey = new SoftPasskey(PUBLIC_URL)) {
  const asked = await browser.postJson(`${ADD}/hoi`, {});
  const answer = await browser.postJson(`${ADD}/xong`, { name: 'Điện thoại', answer: passkey.create(asked.json(), lies) });
  return { passkey, status: answer.statusCode };
}

async function open(browser: InjectedBrowser, wanted: Partial<WantedAuthentication> = {}) {
  const asked: WantedAuthentication = { minimumLevel: 2, forWhom: { vi: 'Cổng thử', en: 'Trial' }, returnPath: '/', ...wanted };
  const opened = await transaction(site.database.db, (tx) => openAuthentication(tx, asked, now()));
  browser.cookies.set(AUTHENTICATION_COOKIE, opened.token);
  const challenge = async () => questionOn((await browser.get(opened.path)).body);
  const answer = async (value: unknown) => (await browser.postJson(`${opened.path}/khoa`, value)).statusCode;
  return { ...opened, challenge, answer, result: () => authenticationResult(site.database.db, opened.id, opened.token) };
}

describe('a passkey', () => {
  it('is added by its owner and proves two factors without a name, once for each question', async () => {
    const { passkey, status } = await addPasskey(await site.browser().signIn('hoa'));
    expect(status).toBe(200);
    const browser = site.browser();
    const { challenge, answer, result } = await open(browser);
    const asked = await challenge();
    expect(asked).toMatchObject({ userVerification: 'required', rpId: 'motcua.example' });
    expect(asked.allowCredentials ?? []).toEqual([]);
    const given = passkey.get(asked);
    expect(await answer(given)).toBe(200);
    expect(await result()).toMatchObject({ accountId: await site.accountId('hoa'), level: 2, amr: ['hwk', 'mfa', 'user'] });
    const second = await open(browser);
    expect(await second.answer(given)).toBe(422);
    expect(await second.result()).toBeUndefined();
  });

  it.each<[string, Lies]>([
    ['made for another origin', { origin: 'https://evil.example' }],
    ['made for another site', { rpId: 'evil.example' }],
    ['without finger, face or PIN', { unverified: true }],
    ['signed with another key', { badSignature: true }],
    ['for another account', { userHandle: Buffer.from('00000000-0000-7000-8000-000000000000').toString('base64url') }],
    ['to a challenge of the attacker’s own', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
  ])('is not believed when its answer is %s', async (_what, lies) => {
    const { challenge, answer, result } = await open(site.browser());
    const asked = await challenge();
    expect(await answer(hers.get(asked, lies))).toBe(422);
    expect(await result()).toBeUndefined();
    const right = hers.get(asked);
    expect(await answer(right)).toBe(200);
    expect(await answer(right)).toBe(410);
  });

  it('is not added when its answer is not sound, and its question serves one account once', async () => {
    const browser = await site.browser().signIn('cuc');
    for (const lies of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { unverified: true }] as const) {
      expect((await addPasskey(browser, lies)).status).toBe(422);
    }
    const asked = (await browser.postJson(`${ADD}/hoi`, {})).json() as { challenge: string };
    const stranger = await site.browser().signIn('dao');
    const answer = new SoftPasskey(PUBLIC_URL).create(asked);
    expect((await stranger.postJson(`${ADD}/xong`, { name: 'x', answer })).statusCode).toBe(422);
    expect((await browser.postJson(`${ADD}/xong`, { name: 'x', answer })).statusCode).toBe(422);
    const { passkey } = await addPasskey(browser);
    expect((await addPasskey(stranger, {}, passkey)).status).toBe(422);
  });

  it('of another account does not serve a step-up', async () => {
    const { challenge, answer, result } = await open(site.browser(), { accountId: await site.accountId('cuc') });
    const asked = await challenge();
    expect(await answer(hers.get(asked))).toBe(422);
    expect(await result()).toBeUndefined();
  });

  it('whose question was put in another browser or too long ago is not believed', async () => {
    const [first, second] = [await open(site.browser()), await open(site.browser())];
    const asked = await first.challenge();
    expect(await second.answer(hers.get(asked))).toBe(422);
    const late = await first.challenge();
    freezeTime(instant(now().getTime() + 601_000));
    expect(await first.answer(hers.get(late))).toBe(410);
  });

  it('asks its owner again before ways in change, as strongly as the account can', async () => {
    const browser = await site.browser().signIn('mai');
    const { passkey } = await addPasskey(browser);
    // Signed in with the password alone, level 1, while the account has a passkey, level 2.
    expect((await browser.get(ADD)).headers.location).toBe('/tai-khoan/xac-nhan?tiep=%2Ftai-khoan%2Fkhoa%2Fthem');
    expect((await browser.postJson(`${ADD}/hoi`, {})).statusCode).toBe(409);
    expect((await browser.post('/tai-khoan/hai-lop', { password: PASSWORD })).statusCode).toBe(409);
    expect((await browser.get('/tai-khoan/hai-lop')).statusCode).toBe(303);
    const way = (await browser.get('/tai-khoan/xac-nhan?tiep=%2Ftai-khoan%2Fkhoa%2Fthem')).headers.location ?? '';
    await browser.post(`${way}/mat-khau`, { password: PASSWORD });
    const asked = questionOn((await browser.get(way)).body);
    expect(asked.allowCredentials?.map(({ id }) => id)).toEqual([passkey.id.toString('base64url')]);
    await browser.postJson(`${way}/khoa`, passkey.get(asked));
    const back = (await browser.get(way)).headers.location ?? '';
    expect((await browser.get(back)).headers.location).toBe(ADD);
    expect((await browser.get(ADD)).statusCode).toBe(200);
    freezeTime(instant(now().getTime() + 301_000));
    expect((await browser.get(ADD)).statusCode).toBe(303);
  });

  it('is named and removed by its owner alone, and never as the last way in', async () => {
    const owner = await site.browser().signIn('cuc');
    const [row] = await query<{ id: string }>(
      site.database.db,
      sql`select id from identity.passkey where account_id = ${await site.accountId('cuc')} and removed_at is null`,
    );
    const id = row?.id ?? '';
    const stranger = await site.browser().signIn('lan');
    expect((await stranger.post('/tai-khoan/khoa/ten', { id, name: 'Của tôi' })).statusCode).toBe(404);
    await owner.post('/tai-khoan/khoa/ten', { id, name: 'Máy <b>ở nhà</b>' });
    expect((await owner.get('/tai-khoan/khoa')).body).toContain('Máy &lt;b>ở nhà');
    await query(site.database.db, sql`update identity.session set proven_level = 2 where ended_at is null`);
    expect((await stranger.post('/tai-khoan/khoa/go', { id })).statusCode).toBe(404);
    await query(site.database.db, sql`update identity.credential set identifier = 'da.cat' where identifier = 'cuc'`);
    await query(site.database.db, sql`update identity.credential set method = 'electronic-identity' where identifier = 'da.cat'`);
    expect((await owner.post('/tai-khoan/khoa/go', { id })).statusCode).toBe(409);
    await query(site.database.db, sql`update identity.credential set method = 'password' where identifier = 'da.cat'`);
    expect((await owner.post('/tai-khoan/khoa/go', { id })).headers.location).toBe('/tai-khoan/khoa?xong=go');
    expect((await owner.get('/tai-khoan/khoa')).body).toContain('chưa có khóa truy cập');
  });

  it('cannot be made without script: the page says what to do instead', async () => {
    const browser = await site.browser().signIn('lan');
    await query(site.database.db, sql`update identity.session set proven_level = 2, proven_at = ${now()} where ended_at is null`);
    const answer = await browser.post(ADD, { name: 'x' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('JavaScript');
    const { path } = await open(browser);
    expect((await browser.get(path)).body).toContain('Không có thì dùng mật khẩu');
  });
});
