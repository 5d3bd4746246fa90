import { beforeAll, describe, expect, it } from 'vitest';
import { type IdentitySite, identitySite, PASSWORD } from '../../../test/identity-kit.ts';
import type { TestDatabase } from '../../../test/kit.ts';
import { query, sql } from '#kernel/db.ts';
import { instant, now, today } from '#kernel/time.ts';
import { findTotp } from './credentials.ts';
import { totpCode } from './one-time-codes.ts';
import { ensureRoles } from './roles.ts';
import { seedDemoAccounts } from './seed.ts';

const HUE = '00000000-0000-7000-8000-000000000001';
const HANOI = '00000000-0000-7000-8000-000000000002';

let site: IdentitySite;
let t: TestDatabase;
let app: IdentitySite['app'];

beforeAll(async () => {
  site = await identitySite();
  ({ database: t, app } = site);
  for (const [id, code, name] of [
    [HUE, 'H57.2', 'UBND phường Mẫu Huế'],
    [HANOI, 'H26.2', 'UBND phường Mẫu Hà Nội'],
  ]) {
    await query(
      t.db,
      sql`insert into agencies.agency (id, code_qd20, code_source, kind, name, name_folded, bare_folded, site, search)
        values (${id}, ${code}, 'generated', 'commune-committee', ${name}, 'x', 'x', 'vn', to_tsvector('simple', 'x'))`,
    );
  }
  await ensureRoles(t.db, [
    { name: 'clerk', title: { vi: 'Văn thư', en: 'Clerk' }, permissions: ['axis.register'] },
    { name: 'administrator', title: { vi: 'Quản trị', en: 'Administrator' }, permissions: ['identity.manage'] },
    {
      name: 'national-administrator',
      title: { vi: 'Quản trị quốc gia', en: 'National administrator' },
      nationwide: true,
      permissions: ['identity.manage'],
    },
  ]);
  await seedDemoAccounts(
    t.db,
    [
      {
        signInName: 'vanthu.hue',
        fullName: 'Văn thư Mẫu',
        posts: [HUE, HANOI].map((agencyId) => ({ agencyId, postTitle: 'Văn thư', roles: ['clerk'] })),
      },
      { signInName: 'hailop.hue', fullName: 'Hai lớp Mẫu', posts: [{ agencyId: HUE, postTitle: 'Văn thư', roles: ['clerk'] }] },
      { signInName: 'doimk.hue', fullName: 'Đổi mật khẩu Mẫu', posts: [{ agencyId: HUE, postTitle: 'Văn thư', roles: ['clerk'] }] },
      { signInName: 'quenmk.hue', fullName: 'Quên mật khẩu Mẫu', posts: [{ agencyId: HUE, postTitle: 'Văn thư', roles: ['clerk'] }] },
      { signInName: 'quantri.hue', fullName: 'Quản trị Mẫu', posts: [{ agencyId: HUE, postTitle: 'Quản trị', roles: ['administrator'] }] },
      {
        signInName: 'quantri.qg',
        fullName: 'Quản trị quốc gia Mẫu',
        posts: [{ agencyId: HANOI, postTitle: 'Quản trị', roles: ['national-administrator'] }],
      },
    ],
    PASSWORD,
  );
});

/** A browser in which nobody is signed in. */
const someBrowser = () => site.browser();

const browserOf = (signInName: string) => site.browser().signIn(signInName);

/** The form of the name and the password, for a new browser. */
async function door(start = '/dang-nhap') {
  const browser = site.browser();
  const page = await browser.follow(start);
  return { browser, form: /action="(\/xac-thuc\/[0-9a-f-]{36}\/mat-khau)"/.exec(page.body)?.[1] ?? '' };
}

describe('signing in on the page', () => {
  it('sets a cookie that scripts and other sites cannot use, and goes to where one wanted to go', async () => {
    const browser = someBrowser();
    const asked = await browser.get('/tai-khoan');
    expect(asked.headers.location).toBe('/dang-nhap?tiep=%2Ftai-khoan');
    const done = await browser.comeIn('vanthu.hue', PASSWORD, asked.headers.location);
    expect([done.statusCode, done.headers.location]).toEqual([303, '/tai-khoan']);
    const cookie = [done.headers['set-cookie'] ?? []].flat().find((line) => line.startsWith('phien='));
    expect(cookie).toMatch(/^phien=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const page = await browser.get('/tai-khoan');
    expect(page.statusCode).toBe(200);
    for (const text of ['Văn thư Mẫu', 'UBND phường Mẫu Huế', 'Phiên này', 'trình diễn']) expect(page.body).toContain(text);
  });

  it('does not go to another site afterwards', async () => {
    const done = await someBrowser().comeIn('vanthu.hue', PASSWORD, '/dang-nhap?tiep=%2F%2Fevil.example%2F');
    expect(done.headers.location).toBe('/ban-lam-viec');
  });

  it('is the one way in: a name and a password posted to the door open nothing', async () => {
    const answer = await someBrowser().post('/dang-nhap', { signInName: 'vanthu.hue', password: PASSWORD });
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([404, undefined]);
  });

  it('says the same sentence for a wrong password and for nobody, and gives back the name but not the password', async () => {
    const { browser, form } = await door();
    const wrong = await browser.post(form, { signInName: 'vanthu.hue', password: 'sai-mat-khau-nay' });
    const nobody = await browser.post(form, { signInName: 'khong.co', password: 'sai-mat-khau-nay' });
    for (const response of [wrong, nobody]) {
      expect(response.statusCode).toBe(422);
      expect(response.body).toContain('Tên đăng nhập hoặc mật khẩu chưa đúng.');
      expect(response.body).not.toContain('sai-mat-khau-nay');
      expect(response.headers['set-cookie']).toBeUndefined();
    }
    expect(wrong.body).toContain('value="vanthu.hue"');
    const plain = (body: string) => body.replace(/name="_key" value="[^"]+"/g, '').replaceAll(/vanthu\.hue|khong\.co/g, 'x');
    expect(plain(wrong.body)).toBe(plain(nobody.body));
  });

  it('asks for what is missing', async () => {
    const { browser, form } = await door();
    const response = await browser.post(form, { signInName: 'vanthu.hue' });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('Hãy nhập mật khẩu.');
  });

  it('says how long to wait after too many wrong attempts', async () => {
    const { browser, form } = await door();
    for (let i = 0; i < 5; i += 1) await browser.post(form, { signInName: 'ai.do.khac', password: `sai ${i}` });
    const response = await browser.post(form, { signInName: 'ai.do.khac', password: 'x' });
    expect(response.statusCode).toBe(429);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(25);
    expect(response.body).toContain('Đã thử sai quá nhiều lần. Hãy đợi');
  });

  it('does not take a form from another site, cookie or no cookie', async () => {
    const { browser, form } = await door();
    const response = await browser.post(form, { signInName: 'vanthu.hue', password: PASSWORD }, { 'sec-fetch-site': 'cross-site' });
    expect(response.statusCode).toBe(403);
    expect(response.headers['set-cookie']).toBeUndefined();
  });

  it('ends the session when signing out, and the cookie', async () => {
    const browser = await browserOf('vanthu.hue');
    const cookie = browser.cookies.get('phien') ?? '';
    const out = await browser.post('/dang-xuat');
    expect(out.statusCode).toBe(303);
    expect(out.headers['set-cookie']).toMatch(/^phien=;.*Expires=Thu, 01 Jan 1970/);
    browser.cookies.set('phien', cookie);
    expect((await browser.get('/tai-khoan')).statusCode).toBe(303);
  });
});

describe('my account', () => {
  it('switches the post', async () => {
    const browser = await browserOf('vanthu.hue');
    const page = await browser.get('/tai-khoan');
    const assignmentId = /name="assignmentId" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const done = await browser.post('/tai-khoan/vi-tri', { assignmentId });
    expect(done.headers.location).toBe('/tai-khoan?xong=vi-tri');
    const after = await browser.get('/tai-khoan?xong=vi-tri');
    expect(after.body).toContain('Đã chuyển vị trí làm việc.');
    expect(after.body.indexOf('Mẫu Hà Nội')).toBeLessThan(after.body.indexOf('Mẫu Huế'));
  });

  it('ends another session from the list', async () => {
    const first = await browserOf('vanthu.hue');
    const second = await browserOf('vanthu.hue');
    expect((await first.get('/tai-khoan')).body).toContain('Kết thúc mọi phiên khác');
    expect((await first.post('/tai-khoan/phien', { others: 'yes' })).statusCode).toBe(303);
    expect((await second.get('/tai-khoan')).statusCode).toBe(303);
    expect((await first.get('/tai-khoan')).statusCode).toBe(200);
  });

  it('changes the password with reasons when it may not be, and stays signed in here', async () => {
    const browser = await browserOf('doimk.hue');
    const other = await browserOf('doimk.hue');
    const change = (newPassword: string, again = newPassword, currentPassword = PASSWORD) =>
      browser.post('/tai-khoan/mat-khau', { currentPassword, newPassword, newPasswordAgain: again });
    expect((await change('ngắn')).body).toContain('ít nhất 12 ký tự');
    expect((await change('matkhau123456')).body).toContain('dễ đoán');
    expect((await change('sông hương núi ngự', 'khác')).body).toContain('chưa giống nhau');
    const wrong = await change('sông hương núi ngự', undefined, 'sai');
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Mật khẩu chưa đúng.');
    expect((await change('sông hương núi ngự')).headers.location).toBe('/tai-khoan?xong=mat-khau');
    expect((await browser.get('/tai-khoan')).statusCode).toBe(200);
    expect((await other.get('/tai-khoan')).statusCode).toBe(303);
    expect((await someBrowser().comeIn('doimk.hue')).statusCode).toBe(422);
    expect((await someBrowser().comeIn('doimk.hue', 'sông hương núi ngự')).statusCode).toBe(303);
  });

  it('turns the second factor on, asks for it, takes a recovery code, and turns it off', async () => {
    const browser = await browserOf('hailop.hue');
    expect((await browser.post('/tai-khoan/hai-lop', { password: 'sai' })).body).toContain('Mật khẩu chưa đúng.');
    expect((await browser.post('/tai-khoan/hai-lop', { password: PASSWORD })).statusCode).toBe(303);
    const setup = await browser.get('/tai-khoan/hai-lop');
    expect(setup.body).toContain('<svg');
    const [account] = await query<{ account_id: string }>(
      t.db,
      sql`select account_id from identity.credential where identifier = 'hailop.hue'`,
    );
    const secret = (await findTotp(t.db, account?.account_id ?? ''))?.secret ?? Buffer.alloc(0);
    expect((await browser.post('/tai-khoan/hai-lop/xac-nhan', { code: '000000' })).body).toContain('Mã chưa đúng.');
    const on = await browser.post('/tai-khoan/hai-lop/xac-nhan', { code: totpCode(secret, now()), _key: 'form-1' });
    const codes = [...on.body.matchAll(/<code>([a-z0-9-]{23})<\/code>/g)].map(([, code]) => code ?? '');
    expect(codes).toHaveLength(10);
    const again = await browser.post('/tai-khoan/hai-lop/xac-nhan', { code: totpCode(secret, now()), _key: 'form-1' });
    expect(again.body).toContain(codes[0]);

    const next = someBrowser();
    const first = await next.comeIn('hailop.hue', PASSWORD, '/dang-nhap?tiep=%2Ftai-khoan');
    const form = /action="(\/xac-thuc\/[0-9a-f-]{36}\/ma)"/.exec(first.body)?.[1] ?? '';
    expect((await next.get('/tai-khoan')).statusCode).toBe(303);
    expect((await next.post(form, { code: '000000' })).statusCode).toBe(422);
    const second = await next.post(form, { code: codes[0] ?? '' });
    expect((await next.follow(second.headers.location ?? '')).headers.location).toBe('/tai-khoan');
    expect((await next.get('/tai-khoan/hai-lop')).body).toContain('Còn 9 mã khôi phục');
    const later = totpCode(secret, instant(now().getTime() + 30_000));
    expect((await next.post('/tai-khoan/hai-lop/tat', { code: later })).headers.location).toBe('/tai-khoan?xong=hai-lop');
    expect((await someBrowser().comeIn('hailop.hue')).headers.location).toBe('/ban-lam-viec');
  });
});

describe('people of an agency', () => {
  const person = {
    fullName: 'Trần Thị Mẫu',
    signInName: 'Moi.Hue',
    agencyId: HUE,
    postTitle: 'Văn thư',
    roles: ['clerk'],
    from: today(),
    _key: 'form-2',
  };

  it('are listed to their administrator and to nobody else', async () => {
    expect((await (await browserOf('quantri.hue')).get('/quan-tri/nguoi-dung')).body).toContain('Người dùng của UBND phường Mẫu Huế');
    expect((await (await browserOf('quantri.hue')).get(`/quan-tri/nguoi-dung?co-quan=${HANOI}`)).statusCode).toBe(403);
    expect((await (await browserOf('vanthu.hue')).get('/quan-tri/nguoi-dung')).statusCode).toBe(403);
    expect((await someBrowser().get('/quan-tri/nguoi-dung')).statusCode).toBe(303);
    expect((await (await browserOf('quantri.qg')).get(`/quan-tri/nguoi-dung?co-quan=${HUE}`)).statusCode).toBe(200);
    expect((await (await browserOf('quantri.qg')).get('/quan-tri/nguoi-dung?chon')).body).toContain('Chọn cơ quan');
  });

  it('come with a temporary password that a double click shows again, and that permits nothing but to change it', async () => {
    const administrator = await browserOf('quantri.hue');
    const first = await administrator.post('/quan-tri/nguoi-dung', person);
    const second = await administrator.post('/quan-tri/nguoi-dung', person);
    const shown = [...first.body.matchAll(/<code>([^<]+)<\/code>/g)].map(([, text]) => text ?? '');
    expect(shown[0]).toBe('moi.hue');
    expect(second.body).toContain(shown[1]);
    const newcomer = someBrowser();
    expect((await newcomer.comeIn('moi.hue', shown[1])).headers.location).toBe('/tai-khoan/mat-khau');
    const refused = await newcomer.get('/quan-tri/nguoi-dung');
    expect(refused.statusCode).toBe(403);
    expect(refused.body).toContain('mật khẩu tạm');
    const change = { currentPassword: shown[1] ?? '', newPassword: 'sông hương núi ngự', newPasswordAgain: 'sông hương núi ngự' };
    expect((await newcomer.post('/tai-khoan/mat-khau', change)).statusCode).toBe(303);
    expect((await newcomer.get('/tai-khoan')).body).not.toContain('mật khẩu tạm');
  });

  it('brings the form back with what was typed and what is wrong', async () => {
    const administrator = await browserOf('quantri.hue');
    const bad = await administrator.post('/quan-tri/nguoi-dung', {
      agencyId: HUE,
      fullName: 'Lê Văn Mẫu',
      signInName: 'có dấu',
      postTitle: '',
      from: '2026-02-30',
    });
    expect(bad.statusCode).toBe(422);
    for (const text of ['Tên đăng nhập gồm', 'Hãy ghi chức danh', 'Hãy chọn ít nhất một vai trò', 'value="Lê Văn Mẫu"'])
      expect(bad.body).toContain(text);
    const unknown = await administrator.post('/quan-tri/nguoi-dung/vi-tri', {
      'existing-agencyId': HUE,
      'existing-signInName': 'khong.co',
      'existing-postTitle': 'Văn thư',
      'existing-roles': 'clerk',
      'existing-from': today(),
      'existing-to': '',
    });
    expect(unknown.statusCode).toBe(409);
    expect(unknown.body).toContain('Không có tài khoản nào với tên đăng nhập này.');
    expect(unknown.body).toContain('value="khong.co"');
    expect((await administrator.post('/quan-tri/nguoi-dung', { ...person, agencyId: HANOI, _key: 'x' })).statusCode).toBe(403);
  });

  it('get further posts, and lose them after a question', async () => {
    const national = await browserOf('quantri.qg');
    const given = await national.post('/quan-tri/nguoi-dung/vi-tri', {
      'existing-agencyId': HUE,
      'existing-signInName': 'vanthu.hue',
      'existing-postTitle': 'Lãnh đạo',
      'existing-roles': 'clerk',
      'existing-from': today(),
    });
    expect(given.statusCode).toBe(303);
    const list = await national.get(given.headers.location ?? '');
    const path =
      /href="(\/quan-tri\/nguoi-dung\/vi-tri\/[^"]+)" aria-label="Kết thúc vị trí Lãnh đạo của Văn thư Mẫu"/.exec(list.body)?.[1] ?? '';
    expect((await national.get(path)).body).toContain('sẽ không còn giữ vị trí Lãnh đạo tại UBND phường Mẫu Huế');
    expect((await (await browserOf('vanthu.hue')).get(path)).statusCode).toBe(403);
    expect((await national.post(path)).statusCode).toBe(303);
    expect((await national.post(path)).statusCode).toBe(409);
  });
});

describe('a lost password', () => {
  it('is replaced by a temporary one after a question; sessions end', async () => {
    const lost = await browserOf('quenmk.hue');
    const administrator = await browserOf('quantri.hue');
    const list = await administrator.get('/quan-tri/nguoi-dung');
    const path = /href="([^"]+)" aria-label="Cấp lại mật khẩu cho Quên mật khẩu Mẫu"/.exec(list.body)?.[1] ?? '';
    expect((await administrator.get(path)).body).toContain('phải đổi ngay lần đăng nhập tới');
    const first = await administrator.post(path, { _key: 'form-4' });
    const shown = [...first.body.matchAll(/<code>([^<]+)<\/code>/g)].map(([, text]) => text ?? '');
    expect(shown[0]).toBe('quenmk.hue');
    expect((await administrator.post(path, { _key: 'form-4' })).body).toContain(shown[1]);
    expect((await lost.get('/tai-khoan')).statusCode).toBe(303);
    expect((await lost.comeIn('quenmk.hue')).statusCode).toBe(422);
    expect((await lost.comeIn('quenmk.hue', shown[1])).headers.location).toBe('/tai-khoan/mat-khau');
    expect((await (await browserOf('vanthu.hue')).post(path)).statusCode).toBe(403);
  });

  it('of somebody with a post elsewhere, or of one’s own, is not for this administrator', async () => {
    const administrator = await browserOf('quantri.hue');
    const list = await administrator.get('/quan-tri/nguoi-dung');
    const pathOf = (name: string) => new RegExp(`href="([^"]+)" aria-label="Cấp lại mật khẩu cho ${name}"`).exec(list.body)?.[1] ?? '';
    const elsewhere = await administrator.post(pathOf('Văn thư Mẫu'));
    expect(elsewhere.statusCode).toBe(409);
    expect(elsewhere.body).toContain('hãy nhờ quản trị quốc gia');
    expect((await administrator.post(pathOf('Quản trị Mẫu'))).body).toContain('hãy dùng trang Đổi mật khẩu');
    expect((await (await browserOf('quantri.qg')).post(pathOf('Hai lớp Mẫu'))).statusCode).toBe(200);
  });
});

describe('software of an agency', () => {
  it('gets an id and a secret that are shown once and known by HTTP Basic', async () => {
    const administrator = await browserOf('quantri.hue');
    const fields = { id: 'eoffice.hue', title: 'eOffice', agencyId: HUE, role: 'administrator', _key: 'form-3' };
    const made = await administrator.post('/quan-tri/nguoi-dung/phan-mem', fields);
    const shown = [...made.body.matchAll(/<code>([^<]+)<\/code>/g)].map(([, text]) => text ?? '');
    const basic = (secret: string) => ({
      authorization: `Basic ${Buffer.from(`${shown[0]}:${secret}`).toString('base64')}`,
      accept: 'text/html',
    });
    expect((await app.inject({ url: '/quan-tri/nguoi-dung', headers: basic(shown[1] ?? '') })).statusCode).toBe(200);
    const wrong = await app.inject({ url: '/quan-tri/nguoi-dung', headers: { ...basic('x'), accept: 'application/json' } });
    expect(wrong.statusCode).toBe(401);
    expect(wrong.headers['www-authenticate']).toContain('Basic');
    const close = `/quan-tri/nguoi-dung/phan-mem/${shown[0]}/dong`;
    expect((await administrator.get('/quan-tri/nguoi-dung')).body).toContain(close);
    expect((await administrator.get(close)).body).toContain('không gửi, nhận văn bản được nữa');
    expect((await administrator.post(close)).statusCode).toBe(303);
    const ended = await app.inject({ url: '/quan-tri/nguoi-dung', headers: { ...basic(shown[1] ?? ''), accept: 'application/json' } });
    expect(ended.statusCode).toBe(401);
  });
});

it('does not let a wave of sign-ins take the connections of those who work', async () => {
  const browser = await browserOf('vanthu.hue');
  let over = false;
  const { browser: many, form } = await door();
  const guess = (i: number) => many.post(form, { signInName: `song.${i}`, password: 'sai' });
  const wave = Promise.all(Array.from({ length: 60 }, (_, i) => guess(i))).finally(() => {
    over = true;
  });
  expect((await browser.get('/tai-khoan')).statusCode).toBe(200);
  expect(over).toBe(false);
  expect((await wave).every((response) => response.statusCode === 422 || response.statusCode === 429)).toBe(true);
});
