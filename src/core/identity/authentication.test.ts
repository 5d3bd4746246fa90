import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type IdentitySite, identitySite, type InjectedBrowser, PASSWORD } from '../../../test/identity-kit.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { levelOf } from './authentication/levels.ts';
import { AUTHENTICATION_COOKIE, authenticationResult, openAuthentication, type WantedAuthentication } from './authentication/open.ts';
import { newTotpSecret, recoveryCodeHash, totpCode } from './one-time-codes.ts';
import { countingFactors, type Level, levelBy, type LevelRule } from './rules/levels.ts';
import { seal } from './secrets.ts';

const forWhom = { vi: 'Cổng thử', en: 'Trial portal' };

let site: IdentitySite;

beforeAll(async () => {
  site = await identitySite();
  for (const name of ['tinh', 'mat', 'cham', 'buoc', 'doan', 'khac', 'ranh', 'xa']) await site.person(name, 'clerk');
});
afterEach(() => freezeTime(undefined));

async function open(
  browser: InjectedBrowser,
  wanted: Partial<WantedAuthentication> = {},
): Promise<{ id: string; path: string; token: string }> {
  const asked: WantedAuthentication = { minimumLevel: 1, forWhom, returnPath: '/', ...wanted };
  const opened = await transaction(site.database.db, (tx) => openAuthentication(tx, asked, now()));
  browser.cookies.set(AUTHENTICATION_COOKIE, opened.token);
  return opened;
}

/** Turns the second factor of an account on; returns its secret. */
async function withTotp(signInName: string, recoveryCode?: string): Promise<Buffer> {
  const accountId = await site.accountId(signInName);
  const [id, secret] = [newId(), newTotpSecret()];
  await query(
    site.database.db,
    sql`insert into identity.credential (id, account_id, method, secret, confirmed_at, created_at)
      values (${id}, ${accountId}, 'totp', ${seal(secret, id)}, now(), now())`,
  );
  if (recoveryCode) {
    await query(
      site.database.db,
      sql`insert into identity.credential (id, account_id, method, secret, confirmed_at, created_at)
        values (${newId()}, ${accountId}, 'recovery-code', ${recoveryCodeHash(recoveryCode)}, now(), now())`,
    );
  }
  return secret;
}

const resultOf = (id: string, token: string | undefined) => authenticationResult(site.database.db, id, token);

describe('the levels of a log-in', () => {
  it('follow the dated table', () => {
    const at = instant('2026-11-22T03:00:00Z');
    expect(levelOf(['pwd'], at)).toBe(1);
    expect(levelOf(['otp'], at)).toBeUndefined();
    expect(levelOf(['pwd', 'otp', 'mfa'], at)).toBe(2);
    expect(levelOf(['swk', 'mfa'], at)).toBe(2);
    expect(levelOf(['hwk'], at)).toBe(1);
    expect(levelOf(['face', 'hwk', 'pwd'], at)).toBe(4);
    expect(levelOf(['pwd', 'otp'], instant('2024-06-30T03:00:00Z'))).toBeUndefined();
  });

  it('never fall when one more factor is proven', () => {
    const factor = fc.constantFrom('pwd', 'otp', 'hwk', 'swk', 'mfa', 'face');
    const rule = fc.record({
      level: fc.constantFrom<Level>(1, 2, 3, 4),
      factors: fc.array(factor, { minLength: 1, maxLength: 3 }),
      validFrom: fc.constantFrom('2024-01-01', '2026-01-01'),
      validTo: fc.constantFrom<string | null>(null, '2026-06-01'),
    });
    fc.assert(
      fc.property(fc.array<LevelRule>(rule), fc.array(factor), factor, (rules, proven, more) => {
        const before = levelBy(rules, proven, '2026-03-01') ?? 0;
        expect(levelBy(rules, [...proven, more], '2026-03-01') ?? 0).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('count only what was proven recently enough, and two kinds as several factors', () => {
    const at = instant('2026-11-22T03:00:00Z');
    const old = { factor: 'pwd', at: instant(at.getTime() - 120_000) };
    expect(countingFactors([old, { factor: 'otp', at }], null, at)).toEqual(['pwd', 'otp', 'mfa']);
    expect(countingFactors([old, { factor: 'otp', at }], 60, at)).toEqual(['otp']);
    expect(countingFactors([old, { factor: 'pin', at }], null, at)).toEqual(['pwd', 'pin']);
  });
});

describe('an authentication under way', () => {
  it('is proven with a password, and its result is taken once', async () => {
    const browser = site.browser();
    const { id, path, token } = await open(browser, { returnPath: '/eid/tiep?a=1', loginHint: 'tinh' });
    const page = await browser.get(path);
    expect(page.body).toContain('Cổng thử');
    expect(page.body).toContain('value="tinh"');
    expect(await resultOf(id, token)).toBeUndefined();
    const back = `/eid/tiep?a=1&xac-thuc=${id}`;
    expect((await browser.post(`${path}/mat-khau`, { signInName: 'tinh', password: PASSWORD })).headers.location).toBe(back);
    expect((await browser.get(path)).headers.location).toBe(back);
    const results = await Promise.all([resultOf(id, token), resultOf(id, token), resultOf(id, token)]);
    expect(results.filter(Boolean)).toEqual([expect.objectContaining({ accountId: await site.accountId('tinh'), level: 1, amr: ['pwd'] })]);
    expect((await browser.get(path)).statusCode).toBe(410);
    const [use] = await query<{ for_vi: string }>(
      site.database.db,
      sql`select for_vi from identity.use where account_id = ${await site.accountId('tinh')}`,
    );
    expect(use?.for_vi).toBe('Cổng thử');
  });

  it('belongs to one browser: a link sent to somebody else is worth nothing', async () => {
    const [mine, theirs] = [site.browser(), site.browser()];
    const { id, path, token } = await open(mine);
    const other = await open(theirs);
    expect((await theirs.get(path)).statusCode).toBe(410);
    expect((await theirs.post(`${path}/mat-khau`, { signInName: 'tinh', password: PASSWORD })).statusCode).toBe(410);
    await mine.post(`${path}/mat-khau`, { signInName: 'tinh', password: PASSWORD });
    expect(await resultOf(id, other.token)).toBeUndefined();
    expect(await resultOf(id, undefined)).toBeUndefined();
    expect(await resultOf('no-id', token)).toBeUndefined();
    expect(await resultOf(id, token)).toMatchObject({ level: 1 });
  });

  it('lapses, before it is proven and after', async () => {
    const browser = site.browser();
    const { path } = await open(browser);
    freezeTime(instant(now().getTime() + 601_000));
    expect((await browser.get(path)).statusCode).toBe(410);
    freezeTime(undefined);
    const second = await open(browser);
    await browser.post(`${second.path}/mat-khau`, { signInName: 'tinh', password: PASSWORD });
    expect(await authenticationResult(site.database.db, second.id, second.token, instant(now().getTime() + 121_000))).toBeUndefined();
  });

  it('asks for the code of an account that has one, and takes each code once', async () => {
    const secret = await withTotp('mat', 'abcde-fghjk-mnpqr-stuvw');
    const browser = site.browser();
    const first = await open(browser, { minimumLevel: 2 });
    await browser.post(`${first.path}/mat-khau`, { signInName: 'mat', password: PASSWORD });
    expect((await browser.get(first.path)).body).toContain('Nhập mã xác thực');
    expect(await resultOf(first.id, first.token)).toBeUndefined();
    const code = totpCode(secret, now());
    await browser.post(`${first.path}/ma`, { code });
    expect(await resultOf(first.id, first.token)).toMatchObject({ level: 2, amr: ['pwd', 'otp', 'mfa'] });
    const second = await open(browser);
    await browser.post(`${second.path}/mat-khau`, { signInName: 'mat', password: PASSWORD });
    expect((await browser.post(`${second.path}/ma`, { code })).statusCode).toBe(422);
    expect((await browser.post(`${second.path}/ma`, { code: 'abcde-fghjk-mnpqr-stuvw' })).statusCode).toBe(303);
    expect(await resultOf(second.id, second.token)).toMatchObject({ level: 2 });
  });

  it('adds to what the session has proven, for that account only, unless it is too old', async () => {
    const accountId = await site.accountId('buoc');
    const secret = await withTotp('buoc');
    const browser = site.browser();
    const stepUp = { accountId, factorsSoFar: ['pwd'], minimumLevel: 2 } as const;
    const first = await open(browser, stepUp);
    expect((await browser.get(first.path)).body).toContain('Nhập mã xác thực');
    await browser.post(`${first.path}/ma`, { code: totpCode(secret, now()) });
    expect(await resultOf(first.id, first.token)).toMatchObject({ accountId, level: 2 });
    const second = await open(browser, { ...stepUp, freshSeconds: 60, factorsAt: instant(now().getTime() - 61_000) });
    const page = await browser.get(second.path);
    expect(page.body).toContain('Xác nhận đúng là bạn');
    expect(page.body).not.toContain('name="signInName"');
    expect((await browser.post(`${second.path}/mat-khau`, { signInName: 'khac', password: 'sai mat khau roi' })).statusCode).toBe(422);
  });

  it('says when the account, or the whole site, cannot reach the level', async () => {
    const browser = site.browser();
    const { id, path, token } = await open(browser, { minimumLevel: 2 });
    await browser.post(`${path}/mat-khau`, { signInName: 'khac', password: PASSWORD });
    expect((await browser.get(path)).body).toContain('Chưa đủ mức xác thực');
    expect((await browser.post(`${path}/dung`)).headers.location).toBe(`/?xac-thuc=${id}`);
    expect(await resultOf(id, token)).toEqual({ failed: 'unmet' });
    const high = await open(browser, { minimumLevel: 3 });
    expect(high.path).toBe(`/?xac-thuc=${high.id}`);
    expect(await resultOf(high.id, high.token)).toEqual({ failed: 'unmet' });
    const left = await open(browser);
    await browser.post(`${left.path}/dung`);
    expect(await resultOf(left.id, left.token)).toEqual({ failed: 'cancelled' });
  });

  it('answers unknown names and wrong passwords alike, and locks a code after too many guesses', async () => {
    const browser = site.browser({ address: '198.51.100.1' });
    const { path } = await open(browser);
    const plain = (body: string) => body.replaceAll(/[0-9a-f-]{36}/g, '').replaceAll(/khong\.co\.ai|cham/g, '');
    const unknown = await browser.post(`${path}/mat-khau`, { signInName: 'khong.co.ai', password: 'sai mat khau roi' });
    const wrong = await browser.post(`${path}/mat-khau`, { signInName: 'cham', password: 'sai mat khau roi' });
    expect([unknown.statusCode, plain(unknown.body)]).toEqual([wrong.statusCode, plain(wrong.body)]);
    await withTotp('doan');
    const guessed = await open(browser);
    await browser.post(`${guessed.path}/mat-khau`, { signInName: 'doan', password: PASSWORD });
    for (let tries = 0; tries < 5; tries += 1) await browser.post(`${guessed.path}/ma`, { code: '000000' });
    expect((await browser.get(guessed.path)).body).toContain('name="password"');
    expect((await browser.post(`${guessed.path}/mat-khau`, { signInName: 'doan', password: PASSWORD })).statusCode).toBe(429);
  });

  it('takes no form of another site and lies in no frame', async () => {
    const browser = site.browser();
    const { path } = await open(browser);
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await browser.post(`${path}/mat-khau`, { signInName: 'tinh', password: PASSWORD }, foreign)).statusCode).toBe(403);
    expect((await browser.get(path)).headers['content-security-policy']).toContain("frame-ancestors 'none'");
    const outside = open(browser, { returnPath: '//evil.example' });
    await expect(outside).rejects.toThrow('path of this site');
  });
});

describe('signing in on a computer by telephone', () => {
  const PHONE = '/dien-thoai';
  const theComputer = () => site.browser({ address: '198.51.100.9', device: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' });

  /** A computer that waits: what it shows, and how far it has come. */
  async function waiting(wanted: Partial<WantedAuthentication> = {}) {
    const computer = theComputer();
    const { id, path, token } = await open(computer, wanted);
    await computer.post(`${path}/dien-thoai`);
    const { body } = await computer.get(`${path}/dien-thoai`);
    const code = /__code">([A-Z0-9-]{9})</.exec(body)?.[1] ?? '';
    const number = /__number">(\d\d)</.exec(body)?.[1] ?? '';
    const state = async () => (await computer.get(`${path}/dien-thoai/tinh-hinh`)).json().state as string;
    return { computer, id, path, token, code, number, state };
  }

  const offered = (body: string) => [...body.matchAll(/name="so" value="(\d\d)"/g)].map(([, number]) => number ?? '');

  it('shows who asks and from where; the number and a fresh proof let the computer on, in its own browser alone', async () => {
    const { computer, id, path, token, code, number, state } = await waiting();
    const phone = await site.browser().signIn('xa');
    const page = await phone.get(`${PHONE}?ma=${encodeURIComponent(code.toLowerCase().replace('-', ' '))}`);
    for (const text of ['Cổng thử', 'Firefox, Windows', '198.51.100.0/24, khác mạng', 'Người Mẫu xa']) expect(page.body).toContain(text);
    expect(offered(page.body)).toContain(number);
    expect(new Set(offered(page.body)).size).toBe(3);
    const picked = await phone.post(`${PHONE}/tra-loi`, { ma: code, so: number });
    expect([picked.headers.location?.startsWith('/xac-thuc/'), await state()]).toEqual([true, 'chosen']);
    // Somebody else with the code comes too late, and being signed in on the telephone is no proof.
    expect((await site.browser().get(`${PHONE}?ma=${code}`)).body).toContain('không còn hiệu lực');
    expect(await resultOf(id, token)).toBeUndefined();
    const proven = await phone.post(`${picked.headers.location}/mat-khau`, { password: PASSWORD });
    const back = proven.headers.location ?? '';
    expect(back).toContain(`${PHONE}/xong?xac-thuc=`);
    expect((await phone.get(back)).body).toContain('Đã đăng nhập trên máy tính');
    expect((await phone.get(back)).body).toContain('không còn hiệu lực');
    expect(await state()).toBe('approved');
    expect((await computer.get(`${path}/dien-thoai`)).headers.location).toBe(path);
    expect((await theComputer().get(path)).statusCode).toBe(410);
    expect((await computer.get(path)).headers.location).toContain('xac-thuc=');
    expect(await resultOf(id, undefined)).toBeUndefined();
    expect(await resultOf(id, token)).toMatchObject({ accountId: await site.accountId('xa'), level: 1, amr: ['pwd', 'mca'] });
  });

  it('a wrong number or a refusal ends it, whoever tries again', async () => {
    for (const [answer, ends, says] of [
      ['khong', 'refused', 'Đã từ chối'],
      [undefined, 'wrong-number', 'Số đã chọn không khớp'],
    ] as const) {
      const { computer, path, code, number, state } = await waiting();
      const phone = site.browser();
      const wrong = answer ?? offered((await phone.get(`${PHONE}?ma=${code}`)).body).find((one) => one !== number) ?? '';
      expect((await phone.post(`${PHONE}/tra-loi`, { ma: code, so: wrong })).body).toContain(says);
      expect(await state()).toBe(ends);
      expect((await phone.post(`${PHONE}/tra-loi`, { ma: code, so: number })).body).toContain('không còn hiệu lực');
      expect((await computer.get(`${path}/dien-thoai`)).body).toContain('Lấy mã mới');
    }
  });

  it('holds for two minutes; the proof on the telephone is for the account that the computer asks for', async () => {
    const late = await waiting();
    freezeTime(instant(now().getTime() + 121_000));
    expect((await site.browser().get(`${PHONE}?ma=${late.code}`)).body).toContain('không còn hiệu lực');
    expect(await late.state()).toBe('over');
    freezeTime(undefined);
    const owner = await site.accountId('khac');
    const { code, number, id, token } = await waiting({ accountId: owner });
    const phone = await site.browser().signIn('xa');
    const { location } = (await phone.post(`${PHONE}/tra-loi`, { ma: code, so: number })).headers;
    expect((await phone.get(location ?? '')).body).toContain('khac');
    const stranger = await phone.post(`${location}/mat-khau`, { signInName: 'xa', password: 'mat khau cua nguoi khac' });
    expect(stranger.statusCode).toBe(422);
    // Leaving the proof refuses.
    await phone.get((await phone.post(`${location}/dung`)).headers.location ?? '');
    expect(await resultOf(id, token)).toBeUndefined();
  });

  it('codes are not to be guessed, and not to be asked for without end', async () => {
    const guesser = site.browser({ address: '192.0.2.77' });
    for (let i = 0; i < 5; i += 1) expect((await guesser.get(`${PHONE}?ma=AAAA-AAA${i + 2}`)).statusCode).toBe(422);
    const { computer, path, code } = await waiting();
    expect((await guesser.get(`${PHONE}?ma=${code}`)).statusCode).toBe(429);
    expect((await guesser.post(`${PHONE}/tra-loi`, { ma: code, so: '10' })).statusCode).toBe(429);
    for (let i = 0; i < 4; i += 1) expect((await computer.post(`${path}/dien-thoai`)).statusCode).toBe(303);
    expect((await computer.post(`${path}/dien-thoai`)).statusCode).toBe(429);
  });
});
