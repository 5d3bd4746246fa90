import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isBuilt } from './product.ts';
import { daysFromNow } from './signature-kit.ts';
import { issueDocument, sendDocument, startWalk, steps, type Walk, type Words } from './walk.ts';

/** The same work for those whose browser runs no script, and for those who use no mouse. */
const built = isBuilt();
const words: Words = {
  abstract: 'Về việc rà soát hộ có nguy cơ sạt lở',
  text: 'Đề nghị Ủy ban nhân dân phường Thuận Hóa rà soát các hộ có nguy cơ sạt lở và báo cáo trước ngày 30.',
  recipients: 'UBND phường Thuận Hóa, thành phố Huế\nLưu: VT',
};

describe.skipIf(!built)('the whole way without script', () => {
  let walk: Walk;
  let id: string;
  let arrival: string;
  const plain = { javaScriptEnabled: false };
  beforeAll(async () => {
    walk = await startWalk();
  }, 120_000);
  afterAll(async () => {
    await walk?.close();
  });

  test('a document is written, reviewed, signed, sealed, issued and sent', async () => {
    id = await issueDocument(walk, { ...words, recipients: 'Mọi xã của thành phố Huế\nLưu: VT' }, plain);
    const page = await walk.as('vanthu.vpcp', plain);
    await sendDocument(page, walk.url, id);
    await expect
      .poll(
        async () => {
          await page.getByRole('link', { name: 'Tải lại' }).click();
          return page.locator('.mc-figures div', { hasText: 'Đã tới' }).locator('dd').innerText();
        },
        { timeout: 20_000 },
      )
      .toBe('40');
    await page.context().close();
  }, 90_000);

  test('a ward registers the chosen rows, assigns, works and finishes', async () => {
    const clerk = await walk.as('vanthu.thuanhoa', plain);
    await clerk.goto(`${walk.url}/van-ban-den`);
    await clerk.locator('tbody input[type=checkbox]').check();
    await clerk.getByRole('button', { name: 'Vào sổ các văn bản đã chọn' }).click();
    await clerk.getByRole('link', { name: /Đã vào sổ/ }).click();
    await clerk.locator('tbody a').click();
    arrival = clerk.url();
    expect(await clerk.locator('.mc-facts div', { hasText: 'Số đến' }).locator('dd').innerText()).toMatch(/^1\//);
    const leader = await walk.as('lanhdao.thuanhoa', plain);
    await leader.goto(arrival);
    await leader.getByLabel('Hoặc ghi tên đơn vị').fill('Phòng Kinh tế, Hạ tầng và Đô thị');
    await leader.getByLabel('Người hoặc đơn vị chủ trì').selectOption({ label: 'Chuyên viên Mẫu – Chuyên viên' });
    await leader.getByRole('button', { name: 'Phân công', exact: true }).click();
    await leader.locator('.mc-timeline li', { hasText: '04 –' }).waitFor();
    const officer = await walk.as('chuyenvien.thuanhoa', plain);
    await officer.goto(arrival);
    await officer.getByRole('button', { name: 'Bắt đầu xử lý' }).click();
    await officer.getByRole('button', { name: 'Hoàn thành', exact: true }).click();
    await officer.locator('.mc-timeline li', { hasText: '06 –' }).waitFor();
    for (const page of [clerk, leader, officer]) await page.context().close();
  }, 60_000);

  test('an answer refers to what it answers', async () => {
    const officer = await walk.as('chuyenvien.thuanhoa', plain);
    await officer.goto(arrival);
    await officer.getByRole('link', { name: 'Soạn văn bản trả lời' }).click();
    expect(await officer.getByLabel('Trích yếu').inputValue()).toContain('VPCP');
    await officer.getByLabel('Nội dung').fill('Phường đã rà soát xong 12 hộ.');
    await officer.getByRole('button', { name: 'Lưu dự thảo' }).click();
    await officer.waitForURL(/\/soan-thao\/[0-9a-f-]{36}$/);
    await officer.context().close();
  });
});

/** Presses Tab until the element has the focus, as somebody without a mouse does; fails when it cannot be reached. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(wanted)} cannot be reached by Tab`);
}

async function press(page: Page, wanted: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press(key);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

/** Goes down a list of choices to the one wanted. */
async function choose(page: Page, label: string, wanted: string): Promise<void> {
  const list = page.getByLabel(label);
  await tabTo(page, list);
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await list.locator('option:checked').innerText()) === wanted) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`${wanted} is not among the choices of ${label}`);
}

describe.skipIf(!built)('the whole way by keyboard alone', () => {
  let walk: Walk;
  let sender: Page;
  beforeAll(async () => {
    walk = await startWalk();
  }, 120_000);
  afterAll(async () => {
    await walk?.close();
  });

  /** Signs in by keys. */
  async function signIn(who: string): Promise<Page> {
    const page = await walk.visitor();
    await page.goto(`${walk.url}/dang-nhap`);
    await type(page, 'Tên đăng nhập', who);
    await type(page, 'Mật khẩu', walk.product.password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/ban-lam-viec');
    return page;
  }
  /** Opens the line of the document on the desk, by keys; other work lies there too. */
  const openFromDesk = async (page: Page): Promise<void> => {
    await page.locator('mc-keyboard .mc-keys:not([hidden])').waitFor();
    const lines = await page.locator('mc-keyboard [data-row]').allInnerTexts();
    const line = lines.findIndex((text) => text.includes(words.abstract));
    expect(line).toBeGreaterThanOrEqual(0);
    for (let presses = 0; presses <= line; presses += 1) await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/ban-lam-viec');
  };

  test('an official writes a document', async () => {
    const page = await signIn('chuyenvien.vpcp');
    await press(page, page.getByRole('link', { name: 'Soạn thảo văn bản' }));
    await page.waitForURL('**/soan-thao');
    await press(page, page.getByRole('link', { name: 'Soạn văn bản mới' }));
    await page.waitForURL('**/moi');
    await choose(page, 'Loại văn bản', 'Công văn');
    await type(page, 'Trích yếu', words.abstract);
    await type(page, 'Nội dung', words.text);
    await type(page, 'Nơi nhận', words.recipients);
    await type(page, 'Địa danh', 'Hà Nội');
    await type(page, 'Chức vụ người ký', 'BỘ TRƯỞNG, CHỦ NHIỆM');
    await press(page, page.getByRole('button', { name: 'Lưu dự thảo' }));
    await page.waitForURL(/\/soan-thao\/[0-9a-f-]{36}$/);
    expect(await page.locator('.mc-facts').innerText()).toContain('Công văn');
    await press(page, page.getByRole('button', { name: 'Trình duyệt nội dung' }));
    await page.locator('dd', { hasText: /^Duyệt nội dung$/ }).waitFor();
    await page.context().close();
  }, 60_000);

  test('each next person finds it on the desk and takes one step', async () => {
    for (const [who, button, stage] of steps.slice(1)) {
      const page = await signIn(who);
      await openFromDesk(page);
      await press(page, page.getByRole('button', { name: button, exact: true }));
      await page.locator('dd', { hasText: new RegExp(`^${stage}$`) }).waitFor();
      if (stage === 'Đã phát hành') sender = page;
      else await page.context().close();
    }
    await press(sender, sender.getByRole('link', { name: 'Gửi qua trục liên thông' }));
    await sender.waitForURL('**/gui');
    await press(sender, sender.getByRole('button', { name: 'Gửi', exact: true }));
    await sender.waitForURL('**/theo-doi');
    await expect
      .poll(() => sender.locator('.mc-figures div', { hasText: 'Đã tới' }).locator('dd').innerText(), { timeout: 20_000 })
      .toBe('1');
  }, 180_000);

  test('the clerk marks the row and registers it: j, x, s', async () => {
    const page = await signIn('vanthu.thuanhoa');
    await press(page, page.getByRole('link', { name: /^Văn bản đến/ }).first());
    await page.waitForURL('**/van-ban-den**');
    await page.locator('mc-keyboard .mc-keys:not([hidden])').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    expect(await page.locator('tbody input[type=checkbox]').isChecked()).toBe(true);
    await page.keyboard.press('s');
    await page.waitForURL('**/van-ban-den?muc=arrived');
    await page.getByText('Không có văn bản nào ở mục này').waitFor();
    await press(page, page.getByRole('link', { name: /Đã vào sổ/ }));
    await page.waitForURL('**muc=registered');
    await page.locator('mc-keyboard .mc-keys:not([hidden])').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/van-ban-den\/[0-9a-f-]{36}$/);
    expect(await page.locator('.mc-facts div', { hasText: 'Số đến' }).locator('dd').innerText()).toMatch(/^1\//);
    await page.context().close();
  }, 60_000);

  test('the leader assigns it and the official finishes it', async () => {
    const leader = await signIn('lanhdao.thuanhoa');
    await openFromDesk(leader);
    await choose(leader, 'Người hoặc đơn vị chủ trì', 'Chuyên viên Mẫu – Chuyên viên');
    await tabTo(leader, leader.getByLabel('Hạn xử lý'));
    const [year, month, day] = daysFromNow(5).toISOString().slice(0, 10).split('-');
    await leader.keyboard.type(`${month}${day}${year}`);
    await type(leader, 'Ý kiến chỉ đạo', 'Rà soát ngay trong tuần.');
    await press(leader, leader.getByRole('button', { name: 'Phân công', exact: true }));
    await leader.locator('.mc-timeline li', { hasText: '04 –' }).waitFor();
    expect(await leader.locator('.mc-facts').innerText()).toContain(`${day}/${month}/${year}`);
    await leader.context().close();
    const officer = await signIn('chuyenvien.thuanhoa');
    await openFromDesk(officer);
    await press(officer, officer.getByRole('button', { name: 'Bắt đầu xử lý' }));
    await officer.locator('.mc-timeline li', { hasText: '05 –' }).waitFor();
    await press(officer, officer.getByRole('button', { name: 'Hoàn thành', exact: true }));
    await officer.locator('.mc-timeline li', { hasText: '06 –' }).waitFor();
    await officer.context().close();
    await expect
      .poll(() => sender.locator('.mc-figures div', { hasText: 'Hoàn thành' }).locator('dd').innerText(), { timeout: 60_000 })
      .toBe('1');
  }, 60_000);
});
