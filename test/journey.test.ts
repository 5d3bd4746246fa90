import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { isBuilt } from './product.ts';
import { askReferees } from './referees.ts';
import { hasTool } from './signature-kit.ts';
import { floodTelegram, issueDocument, phone, startWalk, type Walk } from './walk.ts';

/**
 * The first journey of the product, each step in a window of its own: a document goes from the Government Office to
 * every commune, a ward in Huế works on it, the sender watches, and a citizen finds, reads and checks it.
 */
describe.skipIf(!isBuilt())('a document goes from the Government Office to every commune', () => {
  let walk: Walk;
  let id: string;
  let number: string;
  let sender: Page;
  let pdf: Buffer;

  beforeAll(async () => {
    walk = await startWalk();
  }, 120_000);
  afterAll(async () => {
    await walk?.close();
  });

  const figure = (page: Page, label: string) => page.locator('.mc-figures div', { hasText: label }).locator('dd').innerText();
  const open = async (who: string, path: string): Promise<Page> => {
    const page = await walk.as(who);
    await page.goto(walk.url + path);
    return page;
  };
  let arrival: string;

  test('six people write, review, check, sign, seal and issue it', async () => {
    id = await issueDocument(walk, floodTelegram);
    const page = await open('vanthu.vpcp', `/soan-thao/${id}`);
    number = await page.locator('.mc-facts div', { hasText: 'Số/ký hiệu' }).locator('dd').innerText();
    expect(number).toMatch(/^01\/CĐ-VPCP$/);
    const events = await page.locator('.mc-timeline li').allInnerTexts();
    expect(events.length).toBeGreaterThanOrEqual(7);
    await page.context().close();
  }, 60_000);

  test('the clerk sends it to the whole country, pressing twice, and it goes once', async () => {
    const page = await walk.as('vanthu.vpcp');
    await page.goto(`${walk.url}/van-ban-di/${id}/gui`);
    expect(await page.getByLabel(/^Toàn quốc/).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Gửi', exact: true }).dblclick();
    await page.waitForURL('**/theo-doi');
    await page.goto(`${walk.url}/van-ban-di`);
    expect(await page.getByRole('link', { name: number }).count()).toBe(1);
    await page.getByRole('link', { name: number }).click();
    await page.waitForURL('**/theo-doi');
    sender = page;
    await expect.poll(() => figure(sender, 'Đã tới'), { timeout: 30_000 }).toBe('3.355');
    expect(await figure(sender, 'Không gửi được')).toBe('0');
  }, 60_000);

  test('sending again says that everybody has it', async () => {
    const page = await open('vanthu.vpcp', `/van-ban-di/${id}/gui`);
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/đã nhận|đã được gửi/i);
    await page.context().close();
  });

  test('the clerk of phường Thuận Hóa opens it and registers it, pressing twice, and it has one number', async () => {
    const page = await open('vanthu.thuanhoa', '/van-ban-den');
    await page.getByRole('link', { name: number }).click();
    await page.waitForURL(/van-ban-den\/[0-9a-f-]{36}$/);
    arrival = new URL(page.url()).pathname;
    expect(await page.locator('main').innerText()).toContain('văn bản nguyên vẹn');
    await page.getByRole('button', { name: 'Vào sổ', exact: true }).dblclick();
    const facts = page.locator('.mc-facts div', { hasText: 'Số đến' });
    await facts.waitFor();
    expect(await facts.locator('dd').innerText()).toMatch(/^1\/\d{4}/);
    expect(await page.locator('.mc-timeline li', { hasText: '03 –' }).count()).toBe(1);
    await page.context().close();
  });

  test('the sender’s open page counts along without being reloaded', async () => {
    await expect.poll(() => figure(sender, 'Đã mở'), { timeout: 60_000 }).toBe('1');
    await expect.poll(() => figure(sender, 'Đã vào sổ'), { timeout: 60_000 }).toBe('1');
  });

  test('two tabs: whoever comes second is told so in a sentence, and nothing changes', async () => {
    const stale = await open('lanhdao.thuanhoa', arrival);
    const fresh = await open('lanhdao.thuanhoa', arrival);
    for (const page of [fresh, stale]) {
      await page.getByLabel('Người hoặc đơn vị chủ trì').selectOption({ label: 'Chuyên viên Mẫu – Chuyên viên' });
      await page.getByLabel('Ý kiến chỉ đạo').fill('Kiểm tra các điểm sạt lở ở Bến Ngự, báo cáo trước 17 giờ.');
    }
    await fresh.getByLabel('Hạn xử lý').fill('2030-11-30');
    await fresh.getByRole('button', { name: 'Phân công', exact: true }).click();
    await fresh.locator('.mc-timeline li', { hasText: '04 –' }).waitFor();
    expect(await fresh.locator('.mc-facts').innerText()).toContain('30/11/2030');
    await stale.getByRole('button', { name: 'Phân công', exact: true }).click();
    await stale.getByText('đã được người khác xử lý sau khi bạn mở trang').waitFor();
    expect(await stale.locator('.mc-timeline li', { hasText: '04 –' }).count()).toBeLessThanOrEqual(1);
    await fresh.reload();
    expect(await fresh.locator('.mc-timeline li', { hasText: '04 –' }).count()).toBe(1);
    await stale.context().close();
    await fresh.context().close();
  });

  test('the official in charge finds it on the desk, starts and finishes it', async () => {
    const page = await open('chuyenvien.thuanhoa', '/ban-lam-viec');
    await page.getByRole('link', { name: new RegExp(number) }).click();
    await page.getByRole('button', { name: 'Bắt đầu xử lý' }).click();
    await page.locator('.mc-timeline li', { hasText: '05 –' }).waitFor();
    await page.getByLabel('Kết quả, ghi chú').fill('Đã sơ tán 42 hộ.');
    await page.getByRole('button', { name: 'Hoàn thành', exact: true }).click();
    await page.locator('.mc-timeline li', { hasText: '06 –' }).waitFor();
    await page.context().close();
    await expect.poll(() => figure(sender, 'Hoàn thành'), { timeout: 60_000 }).toBe('1');
  });

  test('without script the sender reads the same numbers on a page loaded anew', async () => {
    const page = await walk.as('vanthu.vpcp', { javaScriptEnabled: false });
    await page.goto(sender.url());
    expect(await figure(page, 'Đã vào sổ')).toBe('1');
    expect(await figure(page, 'Hoàn thành')).toBe('1');
    await page.goto(`${sender.url()}?loc=finished`);
    const rows = page.locator('#noi-nhan tbody tr');
    expect(await rows.count()).toBe(1);
    expect(await rows.innerText()).toContain('Thuận Hóa');
    await page.context().close();
  });

  test('a citizen on a phone finds it by words without diacritics, reads it and follows to the check', async () => {
    const page = await walk.visitor({ viewport: phone, isMobile: true, hasTouch: true });
    await expect
      .poll(
        async () => {
          await page.goto(walk.url);
          await page.getByRole('searchbox').fill('ung pho mua lu mien trung');
          await page.getByRole('searchbox').press('Enter');
          return page.getByRole('link', { name: new RegExp(number) }).count();
        },
        { timeout: 60_000 },
      )
      .toBe(1);
    await page.getByRole('link', { name: new RegExp(number) }).click();
    await page.waitForURL(/\/van-ban\/[0-9a-f-]{36}$/);
    expect(await page.locator('#toan-van').innerText()).toContain('sơ tán dân khỏi khu vực có nguy cơ ngập sâu');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    const download = page.locator('.mc-facts a[href*="/tep/"]').first();
    const answer = await page.context().request.get(new URL((await download.getAttribute('href')) ?? '', walk.url).href);
    expect(answer.headers()['content-type']).toContain('application/pdf');
    pdf = await answer.body();
    await page.context().close();
  });

  test('the check of its signatures is one tap from the document’s page', async () => {
    const page = await walk.visitor({ viewport: phone, isMobile: true, hasTouch: true });
    await page.goto(`${walk.url}/van-ban/${id}`);
    await page
      .locator('.mc-facts')
      .getByRole('link', { name: /kiểm tra/i })
      .click();
    const verdict = page.locator('#ket-qua');
    expect(await verdict.innerText()).toContain('nguyên vẹn');
    expect(await verdict.innerText()).toContain(number);
    expect(await page.locator('main ol.ds-list li').allInnerTexts()).toHaveLength(2);
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  });

  const check = async (bytes: Buffer, javaScriptEnabled = true): Promise<string> => {
    const page = await walk.visitor({ javaScriptEnabled });
    await page.goto(`${walk.url}/kiem-tra`);
    await page.locator('input[type=file]').setInputFiles({ name: 'cong-dien.pdf', mimeType: 'application/pdf', buffer: bytes });
    await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
    const text = await page.locator('#ket-qua').innerText();
    await page.context().close();
    return text;
  };

  test('the downloaded file is intact, with script and without', async () => {
    expect(await check(pdf)).toContain('nguyên vẹn');
    expect(await check(pdf, false)).toContain('nguyên vẹn');
  });

  test('the same file with one byte changed is refused with a clear sentence', async () => {
    const changed = Buffer.from(pdf);
    changed[Math.floor(pdf.length / 3)]! ^= 1;
    expect(await check(changed)).toMatch(/^Văn bản đã bị thay đổi/);
    expect(await check(changed, false)).toMatch(/^Văn bản đã bị thay đổi/);
  });

  test('no byte can be changed anywhere, added or cut off, and the file still be called intact', async () => {
    const changes: Buffer[] = Array.from({ length: 48 }, (_, index) => {
      const changed = Buffer.from(pdf);
      changed[Math.floor(((index + 0.5) * pdf.length) / 48)]! ^= 1;
      return changed;
    });
    changes.push(Buffer.concat([pdf, Buffer.from('\n')]), pdf.subarray(0, -1), Buffer.concat([pdf, pdf]));
    for (const [index, changed] of changes.entries()) {
      const body = new FormData();
      body.set('tep', new Blob([new Uint8Array(changed)], { type: 'application/pdf' }), 'cong-dien.pdf');
      const headers = { 'x-forwarded-for': `198.51.100.${index}` };
      const page = await (await fetch(`${walk.url}/kiem-tra`, { method: 'POST', body, headers })).text();
      const verdict = /id="ket-qua"[^]*?<\/(?:p|h2|strong)>/.exec(page)?.[0] ?? '';
      expect(verdict, `change ${index}`).toMatch(/đã bị thay đổi|kết luận được|bị hỏng|không đúng/);
    }
  }, 60_000);

  test.each([
    ['as printed', (printed: string) => printed],
    ['in small letters without diacritics', (printed: string) => printed.toLowerCase().replace('đ', 'd')],
    ['with spaces for signs', (printed: string) => printed.replaceAll(/[/-]/g, ' ')],
    ['with words around it', (printed: string) => `Công điện số: ${printed.replace(/^0/, '')}`],
  ])('its number is found typed %s', async (_how, typed) => {
    const page = await walk.visitor();
    await page.goto(`${walk.url}/kiem-tra`);
    await page.getByLabel('Hoặc số/ký hiệu').fill(typed(number));
    await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
    expect(await page.locator('#ket-qua').innerText()).toContain(number);
    await page.goto(`${walk.url}/?`);
    await page.getByRole('searchbox').fill(typed(number));
    await page.getByRole('searchbox').press('Enter');
    await page
      .getByRole('link', { name: new RegExp(number) })
      .first()
      .waitFor();
    await page.context().close();
  });

  test('qpdf, pdfsig and openssl accept the file', async () => {
    const root = Buffer.from(await (await fetch(`${walk.url}/pki/ca/root.cer`)).arrayBuffer());
    const verdicts = askReferees(pdf, root);
    if (hasTool('qpdf')) expect(verdicts.qpdf).toContain('No syntax or stream encoding errors');
    if (hasTool('pdfsig')) {
      expect(verdicts.pdfsig.match(/Signature is Valid/g)).toHaveLength(2);
      expect(verdicts.pdfsig).toMatch(/Total document signed/);
    }
    if (hasTool('openssl')) {
      expect(verdicts.cms).toHaveLength(2);
      for (const verdict of verdicts.cms) expect(verdict).toContain('CAdES Verification successful');
      for (const verdict of verdicts.timestamps) expect(verdict).toContain('Verification: OK');
    }
  });

  test('nothing went wrong in the product meanwhile', async () => {
    expect(walk.product.output()).not.toMatch(/"level":(50|60)|request failed/);
    const known = await readFile(`${walk.product.dataFolder}/secrets/demo-password`, 'utf8');
    expect(walk.product.output().split(known.trim()).length - 1).toBeLessThanOrEqual(2);
  });
});
