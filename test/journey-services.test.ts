import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoCitizens } from '../src/core/identity/index.ts';
import { axeViolations } from './browser.ts';
import { isBuilt } from './product.ts';
import { desktop, phone, startWalk, type Walk } from './walk.ts';

/** One dot, as a telephone's camera would send a birth note. */
const PICTURE = {
  name: 'giay-chung-sinh.png',
  mimeType: 'image/png',
  buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGN4BQAA/gD9uXaXSgAAAABJRU5ErkJggg==', 'base64'),
};

/** What a parent answers; fields that are there already are left as they are. */
const typed: Readonly<Record<string, string>> = {
  childName: 'Nguyễn Thị Bé Thử',
  childBirth: '2026-11-10',
  'birthPlace.line': 'Bệnh viện Mẫu',
  'childOrigin.line': 'Tổ dân phố Mẫu',
  'fatherResidence.line': 'Số 1 đường Mẫu',
  householdHead: 'Nguyễn Văn Mẫu',
  hospital: 'Trạm y tế phường Thuận Hóa',
};
const chosen: Readonly<Record<string, string>> = {
  relation: 'mother',
  childGender: 'female',
  birthProof: 'note',
  surrogate: 'no',
  fatherNamed: 'yes',
  residenceWith: 'parent',
};

/** Fills in what a page asks, as somebody does who reads it from top to bottom. */
async function fillPage(page: Page): Promise<void> {
  for (const [name, value] of Object.entries(chosen)) {
    const radio = page.locator(`input[type=radio][name="${name}"][value="${value}"]`);
    if (await radio.isVisible()) await radio.check();
  }
  for (const [name, value] of Object.entries(typed)) {
    const field = page.locator(`input[name="${name}"]`);
    if ((await field.isVisible()) && (await field.inputValue()) === '') await field.fill(value);
  }
  for (const unit of await page.locator('input[name$="_text"]:visible').all()) {
    if ((await unit.inputValue()) !== '') continue;
    await unit.fill('phường thuận hóa');
    // With script a list opens, and the first line of it is taken by keyboard; without, the words are enough.
    const option = page.locator('[role=listbox]:visible [role=option]').first();
    const opened = await option.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    if (!opened) continue;
    await unit.press('ArrowDown');
    await unit.press('Enter');
    await page.locator('[role=listbox]:visible').waitFor({ state: 'hidden' });
  }
  for (const list of await page.locator('main select:visible').all()) {
    if ((await list.inputValue()) === '') await list.selectOption({ index: 1 });
  }
}

describe.skipIf(!isBuilt()).each([
  ['on a telephone', true],
  ['on a telephone without script', false],
] as const)('a parent %s', (_name, javaScriptEnabled) => {
  let walk: Walk;
  let page: Page;
  let code = '';

  beforeAll(async () => {
    walk = await startWalk();
    page = await walk.as(demoCitizens.mother, { viewport: phone, javaScriptEnabled });
  }, 240_000);
  afterAll(async () => {
    await walk?.close();
  });

  async function look(where: Page): Promise<void> {
    if (javaScriptEnabled) expect(await axeViolations(where), where.url()).toEqual([]);
    const wide = await where.evaluate<number>('document.documentElement.scrollWidth').catch(() => 0);
    expect(wide, where.url()).toBeLessThanOrEqual(where.viewportSize()!.width);
  }

  test('hands in the birth bundle: facts filled in, one signature', async () => {
    await page.goto(`${walk.url}/nop-ho-so/2.000986`);
    await look(page);
    await page.locator('input[name=agreed]').check();
    await page.getByRole('button', { name: 'Bắt đầu' }).click();
    let pages = 0;
    while (!page.url().endsWith('/kiem-tra')) {
      expect((pages += 1), page.url()).toBeLessThan(20);
      await look(page);
      if (page.url().endsWith('/giay-to')) {
        for (const input of await page.locator('input[type=file]').all()) {
          await input.setInputFiles(PICTURE);
          await page.getByRole('button', { name: 'Tải lên' }).first().click();
        }
        await page.getByRole('link', { name: 'Lưu và tiếp tục' }).click();
      } else {
        const before = page.url();
        await fillPage(page);
        await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click();
        expect(page.url(), (await page.locator('[role=alert]').allInnerTexts()).join(' ')).not.toBe(before);
      }
    }
    await look(page);
    // The mother's own facts came from the register; no page asked for them.
    await expect.poll(() => page.getByText('08/03/1990').count()).toBeGreaterThan(0);
    await page.locator('input[name=sworn]').check();
    await page.getByRole('button', { name: /Ký xác nhận/ }).click();
    await page.waitForURL(/\/ho-so\/H57\./);
    code = page.url().split('/').at(-1)!;
    await look(page);
    expect(await page.getByText('Mới nộp').count()).toBeGreaterThan(0);
  }, 120_000);

  const official = async (name: string) => {
    const desk = await walk.as(`${name}.thuanhoa`, { viewport: desktop, javaScriptEnabled });
    await desk.goto(`${walk.url}/giai-quyet/${code}`);
    return desk;
  };
  const press = async (desk: Page, event: string): Promise<void> => {
    const form = desk.locator(`form[action$="/${event}"]`);
    await form.locator('button[type=submit]').click();
    expect(await desk.locator('[role=alert]').allInnerTexts()).toEqual([]);
  };

  test('supplies the one thing that was marked; the commune decides and signs', async () => {
    const clerk = await official('vanthu');
    await press(clerk, 'accept');
    const officer = await official('chuyenvien');
    await look(officer);
    await officer.getByText('Yêu cầu bổ sung', { exact: true }).first().click();
    await officer.locator('input[name="mark:field:childName"]').check();
    await officer.locator('input[name="note:field:childName"]').fill('Tên chưa khớp Giấy chứng sinh.');
    await officer.locator('form[action$="/ask-supplement"] [name=reason]').fill('Sửa lại tên của trẻ.');
    await press(officer, 'ask-supplement');
    await page.goto(`${walk.url}/ho-so/${code}`);
    await look(page);
    await page.getByRole('link', { name: 'Bổ sung ngay' }).click();
    await look(page);
    expect(await page.locator('main form input:visible').count()).toBe(1);
    await page.locator('input[name=childName]').fill('Nguyễn Thị Bé Thơ');
    await page.getByRole('button', { name: 'Nộp phần bổ sung' }).click();
    for (const [who, event] of [
      ['chuyenvien', 'propose'],
      ['lanhdao', 'approve'],
    ] as const) {
      const desk = await official(who);
      const number = desk.locator(`form[action$="/${event}"] [name="finding.childNumber"]`);
      if (await number.count()) await number.fill('000000000199');
      await press(desk, event);
    }
    await page.goto(`${walk.url}/ho-so/${code}`);
    await look(page);
    const link = page.getByRole('link', { name: /Giấy khai sinh/ });
    const file = await page.request.get(`${walk.url}${await link.getAttribute('href')}`);
    expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await page.goto(`${walk.url}/kiem-tra`);
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'giay-khai-sinh.pdf', mimeType: 'application/pdf', buffer: await file.body() });
    await page.locator('main form button[type=submit]').first().click();
    await expect.poll(async () => page.locator('main').innerText(), { timeout: 15_000 }).toMatch(/phường Thuận Hóa/);
  }, 120_000);
});
