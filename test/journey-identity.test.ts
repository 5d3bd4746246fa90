import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoCitizens } from '../src/core/identity/index.ts';
import { axeViolations } from './browser.ts';
import { freePort, isBuilt } from './product.ts';
import { phone, startWalk, type Walk } from './walk.ts';

/** A device with a finger or a PIN, as Chromium plays it. */
async function giveAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** A citizen's electronic identity in the browser, with an authenticator of the browser's own. */
describe.skipIf(!isBuilt())('a citizen on a telephone', () => {
  let walk: Walk;
  let page: Page;
  /** Passkeys belong to a name, never to a number such as 127.0.0.1. */
  let url: string;
  const shots = process.env['SHOTS'];

  beforeAll(async () => {
    walk = await startWalk();
    url = `http://localhost:${new URL(walk.url).port}`;
    page = await walk.visitor({ viewport: phone });
    await giveAuthenticator(page);
  }, 240_000);
  afterAll(async () => {
    await walk?.close();
  });

  async function look(name: string): Promise<void> {
    expect(await axeViolations(page)).toEqual([]);
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(phone.width);
    if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  }

  test('registers with a code, makes a passkey, and sees it', async () => {
    await page.goto(`${url}/dang-ky`);
    await look('register');
    await page.getByLabel('Số định danh cá nhân').fill('000000000777');
    await page.getByLabel('Họ và tên').fill('Phạm Thị Thử');
    await page.getByLabel('Ngày sinh').fill('1995-06-07');
    await page.getByLabel('Số điện thoại hoặc thư điện tử').fill('0900 000 777');
    await page.getByRole('button', { name: 'Gửi mã' }).click();
    await look('code');
    const outbox = await page.context().newPage();
    await outbox.goto(`${url}/hop-ma`);
    const code = /\d{6}/.exec(await outbox.getByText('Mã xác nhận Một Cửa').innerText())?.[0] ?? '';
    await outbox.close();
    await page.getByLabel('Mã 6 chữ số').fill(code);
    await page.getByRole('button', { name: 'Xác nhận' }).click();
    await look('start');
    await page.locator('main').getByRole('link', { name: 'Khóa truy cập' }).click();
    await look('add-passkey');
    await page.getByRole('button', { name: 'Tạo khóa truy cập' }).click();
    await page.getByText('Đã thêm khóa truy cập').waitFor();
    await look('passkeys');
    await page.goto(`${url}/tai-khoan`);
    await look('account');
  });

  test('signs in on a computer by the telephone, which asks for a finger', async () => {
    const computer = await walk.visitor();
    await computer.goto(`${url}/dang-nhap`);
    await computer.getByRole('button', { name: 'Đăng nhập bằng điện thoại' }).click();
    const code = await computer.locator('.mc-by-phone__code').innerText();
    const number = await computer.locator('.mc-by-phone__number').innerText();
    expect(await axeViolations(computer)).toEqual([]);
    if (shots) await computer.screenshot({ path: `${shots}/by-phone-computer.png`, fullPage: true });
    await page.goto(`${url}/dien-thoai`);
    await look('by-phone-code');
    await page.getByLabel('Mã trên máy tính').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByText('Số nào đang hiện trên máy tính?').waitFor();
    await look('by-phone-number');
    await page.getByRole('button', { name: number, exact: true }).click();
    await page.getByRole('button', { name: 'Dùng khóa truy cập trên máy này' }).click();
    await page.getByText('Đã đăng nhập trên máy tính').waitFor();
    await look('by-phone-done');
    // The computer has asked by itself, and gone on.
    await computer.waitForURL('**/tai-khoan');
    await computer.context().close();
  });

  test('sees where else one is signed in, and ends that', async () => {
    await page.goto(`${url}/tai-khoan`);
    const sessions = page.locator('#phien tbody tr');
    expect(await sessions.count()).toBeGreaterThan(1);
    await page.getByRole('button', { name: 'Kết thúc mọi phiên khác' }).click();
    await page.getByText('Đã kết thúc').waitFor();
    expect(await sessions.count()).toBe(1);
    await look('sessions');
  });

  test('locks the identity, unlocks it with the passkey, and is known again', async () => {
    await page.goto(`${url}/tai-khoan/khoa-danh-tinh`);
    await look('lock');
    await page.getByRole('button', { name: 'Khóa ngay' }).click();
    await page.getByText('Mọi phiên đăng nhập đã kết thúc').waitFor();
    await page.goto(`${url}/mo-khoa`);
    const ask = page.getByRole('button', { name: 'Dùng khóa truy cập trên máy này' });
    const unlock = page.getByRole('button', { name: 'Mở khóa và tiếp tục' });
    await ask.or(unlock).waitFor();
    // The browser may have answered from the list of names by itself meanwhile.
    if (await ask.isVisible()) await ask.click({ timeout: 2_000 }).catch(() => undefined);
    await unlock.waitFor();
    await look('locked');
    await unlock.click();
    await unlock.waitFor({ state: 'detached' });
  });

  test('acts for a child and an organisation, and sees by what right', async () => {
    page = await walk.as(demoCitizens.mother, { viewport: phone });
    await page.goto(`${walk.url}/tai-khoan/dai-dien`);
    await page.getByRole('heading', { name: 'Nguyễn Bé Mẫu' }).waitFor();
    await page.getByText('Người đại diện theo pháp luật').first().waitFor();
    await look('mandates');
    await page.goto(`${walk.url}/tai-khoan/dai-dien/uy-quyen`);
    await look('give');
    await page.goto(`${walk.url}/tai-khoan/dai-dien/mo`);
    await look('apply');
    page = await walk.as('vanthu.thuanhoa', { viewport: phone });
    await page.goto(`${walk.url}/quan-tri/dinh-danh`);
    await look('counter');
  });

  test('an official makes a passkey and steps up with it to sign', async () => {
    const officer = await walk.visitor();
    await giveAuthenticator(officer);
    await officer.goto(`${url}/dang-nhap`);
    await officer.getByLabel('Tên đăng nhập').fill('vanthu.vpcp');
    await officer.getByLabel('Mật khẩu').fill(walk.product.password);
    await officer.getByRole('button', { name: 'Tiếp tục bằng mật khẩu' }).click();
    await officer.waitForURL('**/ban-lam-viec');
    await officer.goto(`${url}/tai-khoan/khoa/them`);
    await officer.getByRole('button', { name: 'Tạo khóa truy cập' }).click();
    await officer.getByText('Đã thêm khóa truy cập').waitFor();
    await officer.goto(`${url}/ky-so/moi`);
    await officer.locator('[name=title]').fill('Gói tin gửi đi');
    await officer.locator('[name=step][value=seal]').check();
    await officer.locator('[type=file]').setInputFiles({ name: 'goi.xml', mimeType: 'text/xml', buffer: Buffer.from('<a>15</a>') });
    await officer.locator('form[action="/ky-so/moi"] button[data-variant=primary]').click();
    await officer.getByRole('button', { name: 'Xác nhận và ký 1 tệp' }).click();
    await officer.waitForURL('**/xac-thuc/**');
    expect(await axeViolations(officer)).toEqual([]);
    if (shots) await officer.screenshot({ path: `${shots}/step-up.png`, fullPage: true });
    await officer.getByRole('button', { name: 'Dùng khóa truy cập trên máy này' }).click();
    await officer.waitForURL('**/ky-so/**');
    await expect.poll(async () => (await officer.reload(), officer.locator('tbody').innerText()), { interval: 500 }).toContain('Đã ký');
    await officer.getByText('(mức xác thực 2)').waitFor();
    if (shots) await officer.screenshot({ path: `${shots}/signed.png`, fullPage: true });
    await officer.context().close();
  });

  test('acts for a child at a site that asks for whom', async () => {
    const admin = await walk.as('quantri');
    await admin.goto(`${walk.url}/quan-tri/trang-dang-nhap`);
    await admin.getByLabel('Tên trang').fill('Trường Mẫu giáo Mẫu');
    const back = `http://localhost:${await freePort()}/ve`;
    await admin.getByLabel('Địa chỉ trở về sau khi đăng nhập').fill(back);
    await admin
      .locator('details', { has: admin.locator('[name=represents]') })
      .locator('summary')
      .click();
    await admin.getByLabel('Cho phép làm thay người khác theo ủy quyền').check();
    await admin.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    const [id = '', secret = '', discovery = ''] = await admin.locator('main code').allInnerTexts();
    const issuer = discovery.replace('/.well-known/openid-configuration', '');
    const verifier = 'v'.repeat(43);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const asked = { client_id: id, redirect_uri: back, response_type: 'code', scope: 'openid', acting_for: 'choose', state: 's' };
    const query = new URLSearchParams({ ...asked, code_challenge: challenge, code_challenge_method: 'S256' });
    page = await walk.visitor({ viewport: phone });
    await page.route(`${back}**`, (route) => route.fulfill({ body: 'xong' }));
    await page.goto(`${issuer}/auth?${query}`);
    await page.getByLabel('Tên đăng nhập').fill(demoCitizens.mother);
    await page.getByLabel('Mật khẩu').fill(walk.product.password);
    await page.getByRole('button', { name: 'Tiếp tục bằng mật khẩu' }).click();
    await page.getByLabel('Nguyễn Bé Mẫu').check();
    await look('acting');
    await page.locator('main form button').first().click();
    await page.getByRole('button', { name: 'Đồng ý và tiếp tục' }).click();
    await page.waitForURL(`${back}**`);
    const code = new URL(page.url()).searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: back, code_verifier: verifier };
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const answer = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form), headers: { authorization } });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const who = (await (await fetch(`${issuer}/me`, { headers: { authorization: `Bearer ${token}` } })).json()) as object;
    expect(who).toMatchObject({ acting_for: { kind: 'person', name: 'Nguyễn Bé Mẫu' } });
  });

  test('logs in to an outside site of 52 lines, which an administrator has registered', async () => {
    const port = await freePort();
    const admin = await walk.as('quantri');
    await admin.goto(`${walk.url}/quan-tri/trang-dang-nhap`);
    await admin.getByLabel('Tên trang').fill('Thư viện huyện Mẫu');
    await admin.getByLabel('Địa chỉ trở về sau khi đăng nhập').fill(`http://localhost:${port}/back`);
    await admin.getByRole('checkbox').first().check();
    await admin.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    const [id = '', secret = '', discovery = ''] = await admin.locator('main code').allInnerTexts();
    const example = fileURLToPath(new URL('../examples/relying-party/site.mjs', import.meta.url));
    const EID_ISSUER = discovery.replace('/.well-known/openid-configuration', '');
    const site = spawn(process.execPath, [example], {
      env: { ...process.env, EID_ISSUER, EID_CLIENT_ID: id, EID_CLIENT_SECRET: secret, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(site.stdout, 'data');
      const logIn = async (): Promise<Page> => {
        const citizen = await walk.visitor({ viewport: phone });
        await citizen.goto(`http://localhost:${port}`);
        await citizen.getByRole('link', { name: 'Đăng nhập bằng định danh điện tử' }).click();
        await citizen.getByLabel('Tên đăng nhập').fill(demoCitizens.mother);
        await citizen.getByLabel('Mật khẩu').fill(walk.product.password);
        await citizen.getByRole('button', { name: 'Tiếp tục bằng mật khẩu' }).click();
        return citizen;
      };
      page = await logIn();
      await page.getByRole('heading', { name: 'Thư viện huyện Mẫu' }).waitFor();
      await look('consent');
      await page.getByRole('button', { name: 'Đồng ý và tiếp tục' }).click();
      await page.getByText('Xin chào').waitFor();
      expect(await page.locator('p').innerText()).toMatch(/^Xin chào .+ \(urn:motcua:acr:1\)$/);
      // Consent stands: the form's way of redirects would now end on another site, which the form's policy forbids.
      page = await logIn();
      await page.getByText('Xin chào').waitFor();
    } finally {
      site.kill();
    }
  });
});
