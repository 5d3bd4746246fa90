import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type IdentitySite, identitySite, type InjectedBrowser, PUBLIC_URL } from '../../../../test/identity-kit.ts';
import { query, sql } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';
import type { DoubleFault } from './double/people.ts';
import { CLIENT_ID, DoubleVisitor, tryDouble, type TriedDouble } from './test-kit.ts';

let tried: TriedDouble;
let site: IdentitySite;

beforeAll(async () => {
  tried = await tryDouble(PUBLIC_URL);
  site = await identitySite(tried.settings);
});
afterAll(() => tried.close());
afterEach(() => tried.double.faults.clear());

const begin = async (browser: InjectedBrowser, returnPath = ''): Promise<string> =>
  (await browser.get(`/dang-nhap?tiep=${encodeURIComponent(returnPath)}`)).headers.location ?? '';
const backFrom = async (url: string, answer: 'yes' | 'no' = 'yes'): Promise<string> =>
  (await new DoubleVisitor().approve(url, 'cd-0101', answer)).slice(PUBLIC_URL.length);
const isIn = async (browser: InjectedBrowser): Promise<boolean> => (await browser.get('/tai-khoan')).statusCode === 200;
const sessions = async (): Promise<number> => {
  const [row] = await query<{ all: number }>(site.database.db, sql`select count(*)::int as all from identity.session`);
  return row?.all ?? 0;
};

/** What comes back does not sign anybody in: a page says so, and nothing was half-done. */
async function expectRefused(browser: InjectedBrowser, path: string, status: number, words: string): Promise<void> {
  const before = await sessions();
  const answer = await browser.get(path);
  expect([answer.statusCode, answer.body.includes(words)], answer.body.slice(0, 3_000)).toEqual([status, true]);
  expect(await isIn(browser)).toBe(false);
  expect(await sessions()).toBe(before);
}

describe('a forged or stolen way back', () => {
  const OVER = 'đã hết hiệu lực';

  it('is refused without, with a wrong, or with another browser’s state', async () => {
    const browser = site.browser();
    const back = await backFrom(await begin(browser));
    const code = new URLSearchParams(back.split('?')[1]).get('code') ?? '';
    await expectRefused(browser, '/dang-nhap/ve?code=x', 400, OVER);
    await expectRefused(browser, `/dang-nhap/ve?code=${code}&state=${'x'.repeat(43)}&iss=${tried.double.url}`, 400, OVER);
    await expectRefused(site.browser(), back, 400, OVER);
    expect((await browser.get(back)).statusCode).toBe(303);
  });

  it('counts once, also when the same browser comes several times at the same moment', async () => {
    const browser = site.browser();
    const back = await backFrom(await begin(browser));
    const cookies = new Map(browser.cookies);
    const twins = [1, 2, 3].map(() => {
      const twin = site.browser();
      for (const [name, value] of cookies) twin.cookies.set(name, value);
      return twin;
    });
    const answers = await Promise.all(twins.map((twin) => twin.get(back)));
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
    expect(answers.every(({ statusCode }) => [303, 400, 502].includes(statusCode))).toBe(true);
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    await expectRefused(browser, back, 502, 'Không nhận kết quả');
  });

  it('does not take a code of somebody else’s sign-in', async () => {
    const victim = site.browser();
    const attacker = site.browser();
    const stolen = new URLSearchParams((await backFrom(await begin(victim))).split('?')[1]).get('code') ?? '';
    const own = await begin(attacker);
    const state = new URL(own).searchParams.get('state') ?? '';
    await expectRefused(
      attacker,
      `/dang-nhap/ve?code=${stolen}&state=${state}&iss=${encodeURIComponent(tried.double.url)}`,
      502,
      'Không nhận',
    );
  });

  it('does not take an answer that names another provider, or none', async () => {
    for (const iss of ['https://other.example', undefined]) {
      const browser = site.browser();
      const query = new URLSearchParams((await backFrom(await begin(browser))).split('?')[1]);
      if (iss) query.set('iss', iss);
      else query.delete('iss');
      await expectRefused(browser, `/dang-nhap/ve?${query.toString()}`, 502, 'Không nhận kết quả');
    }
  });

  it('goes on to paths of this site only', async () => {
    for (const path of [
      'https://other.example/',
      '//other.example',
      '/\\other.example',
      '/dang-xuat',
      'javascript:alert(1)',
      '/\t/other',
    ]) {
      const browser = site.browser();
      expect((await browser.get(await backFrom(await begin(browser, path)))).headers.location).toBe('/tai-khoan');
    }
  });

  it('says so when the person said no', async () => {
    const browser = site.browser();
    await expectRefused(browser, await backFrom(await begin(browser, '/tai-khoan'), 'no'), 403, 'Bạn đã dừng đăng nhập');
  });
});

describe('an answer that does not pass the checks', () => {
  const refused: readonly DoubleFault[] = [
    'wrong-nonce',
    'other-issuer',
    'other-audience',
    'expired',
    'from-the-future',
    'alg-none',
    'foreign-key',
  ];
  it.each(refused)('%s', async (fault) => {
    const browser = site.browser();
    const back = await backFrom(await begin(browser));
    tried.double.faults.add(fault);
    await expectRefused(browser, back, 502, 'Không nhận kết quả xác thực này');
  });

  it.each(['token-500', 'token-reset', 'away'] as const)('%s: a page that says to try again, and then it works', async (fault) => {
    const browser = site.browser();
    const back = await backFrom(await begin(browser, '/tai-khoan'));
    tried.double.faults.add(fault);
    await expectRefused(browser, back, 503, '/dang-nhap?tiep=%2Ftai-khoan');
    tried.double.faults.clear();
    expect((await browser.get(await backFrom(await begin(browser)))).statusCode).toBe(303);
  });

  it('keys may change from one moment to the next', async () => {
    tried.double.faults.add('rotated-keys');
    const browser = site.browser();
    expect((await browser.get(await backFrom(await begin(browser)))).statusCode).toBe(303);
  });

  it.each(['clock-behind', 'clock-ahead'] as const)('%s by half a minute: taken', async (fault) => {
    const browser = site.browser();
    const back = await backFrom(await begin(browser));
    tried.double.faults.add(fault);
    expect((await browser.get(back)).statusCode).toBe(303);
  });

  it('a provider that does not say how it authenticated counts as the lowest level', async () => {
    const browser = site.browser();
    const back = await backFrom(await begin(browser));
    tried.double.faults.add('no-level');
    expect((await browser.get(back)).statusCode).toBe(303);
    const [row] = await query<{ level: number }>(
      site.database.db,
      sql`select level from identity.provider_login order by session_id desc limit 1`,
    );
    expect(row?.level).toBe(1);
  });
});

describe('log-out', () => {
  const signIn = async (): Promise<InjectedBrowser> => {
    const browser = site.browser();
    await browser.get(await backFrom(await begin(browser)));
    return browser;
  };
  const told = async (token: string): Promise<number> =>
    (await site.app.inject({ method: 'POST', url: '/dang-nhap/ket-thuc', payload: { logout_token: token } })).statusCode;
  const lastLogin = async (): Promise<{ subject: string; provider_session: string }> => {
    const [row] = await query<{ subject: string; provider_session: string }>(
      site.database.db,
      sql`select subject, provider_session from identity.provider_login order by session_id desc limit 1`,
    );
    if (!row) throw new Error('nobody has signed in');
    return row;
  };
  const EVENT = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const logoutToken = async (claims: Record<string, unknown> = {}, at = now(), key?: CryptoKey): Promise<string> => {
    const { subject, provider_session: sid } = await lastLogin();
    return new SignJWT({ sub: subject, sid, events: EVENT, jti: `${at.getTime()}-${claims['jti'] ?? ''}`, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: tried.double.key.kid, typ: 'logout+jwt' })
      .setIssuer(tried.double.url)
      .setAudience((claims['aud'] as string | undefined) ?? CLIENT_ID)
      .setIssuedAt(at)
      .sign(key ?? tried.double.key.key);
  };

  it('the provider’s word ends the sessions that rest on its own, once', async () => {
    const other = await signIn();
    const browser = await signIn();
    const token = await logoutToken({ sub: undefined });
    expect(await told(token)).toBe(200);
    expect(await isIn(browser)).toBe(false);
    expect(await isIn(other)).toBe(true);
    expect(await told(token)).toBe(400);
    expect(await told(await logoutToken({ sid: undefined, jti: 'all' }))).toBe(200);
    expect(await isIn(other)).toBe(false);
  });

  it('a message that is forged, old, of another kind, or about nobody ends nothing', async () => {
    const browser = await signIn();
    const stranger = await generateKeyPair('ES256');
    for (const token of [
      'x.y.z',
      await logoutToken({}, now(), stranger.privateKey),
      await logoutToken({}, instant(now().getTime() - 3_600_000)),
      await logoutToken({ events: {} }),
      await logoutToken({ nonce: 'x' }),
      await logoutToken({ sub: undefined, sid: undefined }),
      await logoutToken({ aud: 'another-client' }),
    ]) {
      expect(await told(token)).toBe(400);
    }
    expect(await isIn(browser)).toBe(true);
  });

  it('signing out here ends the session at once and leads on to the provider', async () => {
    const browser = await signIn();
    const answer = await browser.post('/dang-xuat');
    expect(await isIn(browser)).toBe(false);
    const there = /href="([^"]*session\/end[^"]*)"/.exec(answer.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(new URL(there).searchParams.get('post_logout_redirect_uri')).toBe(`${PUBLIC_URL}/dang-xuat/xong`);
    expect((await fetch(there)).status).toBe(200);
    expect((await browser.get('/dang-xuat/xong')).body).toContain('Bạn đã đăng xuất');
  });

  it('still ends the session when the provider is away', async () => {
    const browser = await signIn();
    tried.double.faults.add('away');
    expect((await browser.post('/dang-xuat')).statusCode).toBeLessThan(400);
    expect(await isIn(browser)).toBe(false);
  });
});
