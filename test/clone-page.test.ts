import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readZip } from '../src/kernel/zip/read-zip.ts';
import { axeViolations } from './browser.ts';
import { isBuilt } from './product.ts';
import { publishRelease } from './publish-release.ts';
import { phone, startWalk, type Walk } from './walk.ts';

const words = {
  title: 'Thông cáo về hỗ trợ người dân vùng lũ',
  summary: 'Mức hỗ trợ và nơi nhận hỗ trợ cho các hộ dân bị ngập nhà.',
  body: 'Mỗi hộ dân bị ngập nhà được hỗ trợ 5.000.000 đồng.\n\nNgười dân nhận tại trụ sở Ủy ban nhân dân xã, không phải nộp bất kỳ khoản phí nào, trước ngày 15 tháng 12.',
};
/** A stranger's page on the double of Facebook, as a clone does it: letters and digits that look alike. */
const clone = { path: '/doi/facebook/700001', name: 'Thông tin Chính phù (thử)', url: 'https://www.facebook.com/page.9OOOO1' };
const [said, changed] = ['hỗ trợ 5.000.000 đồng', 'hỗ trợ 6.000.000 đồng'];

/**
 * A clone of an official page copies a post of ours with one number changed. A citizen finds out which, reports the page
 * without signing in, and the desk takes it to "removed"; everybody can see that.
 */
describe.skipIf(!isBuilt())('a clone page copies a post with one number changed', () => {
  let walk: Walk;
  let post = '';

  beforeAll(async () => {
    walk = await startWalk();
  }, 300_000);
  afterAll(async () => {
    await walk?.close();
  });

  const check = async (page: Page, text: string): Promise<string> => {
    await page.goto(`${walk.url}/kiem-tra-tin`);
    await page.locator('main textarea').fill(text);
    await page.locator('main form').getByRole('button', { name: 'Kiểm tra', exact: true }).click();
    return page.locator('#ket-qua').innerText();
  };
  /** The first post that a page of the double shows, as a reader copies it. */
  const firstPost = (page: Page, having: string): Promise<string> => {
    const card = page.locator('main .ds-card', { hasText: having });
    return card
      .locator('p:not(.mc-card__meta)')
      .allInnerTexts()
      .then((all) => all.filter(Boolean).join('\n\n'));
  };
  /** Reads the foreign page as a citizen does, and copies its post. */
  const copied = async (page: Page): Promise<string> => {
    await page.goto(walk.url + clone.path);
    return firstPost(page, changed);
  };
  /** Plays the foreign page's owner, or the platform. */
  const onForeignPage = async (work: (page: Page) => Promise<void>): Promise<void> => {
    const page = await walk.as('lanhdao.vpcp');
    await page.goto(walk.url + clone.path);
    await work(page);
    await page.context().close();
  };
  const openCase = async (who: string): Promise<Page> => {
    const page = await walk.as(who);
    await page.goto(`${walk.url}/xac-thuc/gia-mao`);
    await page.getByRole('link', { name: clone.name }).first().click();
    await page.locator('h1', { hasText: clone.name }).waitFor();
    return page;
  };
  const step = async (who: string, state: string, note: string, more: (page: Page) => Promise<unknown> = async () => undefined) => {
    const page = await openCase(who);
    const form = page.locator('main form', { has: page.locator(`input[value=${state}]`) });
    await form.locator(`input[value=${state}]`).check();
    await more(page);
    await form.locator('textarea[name=note]').fill(note);
    await form.locator('button').last().click();
    await page.locator('.mc-timeline li', { hasText: note }).waitFor();
    await page.context().close();
  };

  test('the official page has our post, and the check says so word for word', async () => {
    const code = await publishRelease(walk, words);
    const page = await walk.visitor();
    await expect
      .poll(async () => {
        await page.goto(`${walk.url}/doi/facebook/900001`);
        post = await firstPost(page, code);
        return post;
      })
      .toContain(said);
    expect(await check(page, post)).toContain('Đúng. Nội dung này đúng từng chữ');
    await page.context().close();
  }, 180_000);

  test('a foreign page copies the post with one number changed: the check shows exactly that number', async () => {
    await onForeignPage(async (stranger) => {
      await stranger.getByLabel('Bài đăng').fill(post.replace(said, changed));
      await stranger.getByRole('button', { name: 'Đăng lên trang lạ' }).click();
      await stranger.locator('main .ds-card', { hasText: changed }).waitFor();
    });
    const page = await walk.visitor({ viewport: phone, javaScriptEnabled: false });
    const text = await copied(page);
    expect(await page.locator('main').innerText(), 'the page says under which address it stands').toContain(clone.url);
    expect(await check(page, text)).toContain('bị sửa');
    const words = async (mark: string): Promise<string[]> =>
      (await page.locator(`.mc-difference ${mark}`).allInnerTexts()).map((one) => one.replace(/\s+/g, ' '));
    expect(await words('ins')).toEqual(['(thêm vào) 6.000.000']);
    expect(await words('del')).toEqual(['(bị bỏ) 5.000.000']);
    expect(await check(page, clone.url), 'the address is not ours').toContain('không có trong danh sách chính thức');
    await page.context().close();
  }, 60_000);

  test('anybody reports the page without signing in, with a picture of it', async () => {
    const page = await walk.visitor({ viewport: phone });
    await page.goto(walk.url + clone.path);
    const buffer = await page.screenshot();
    const avatar = await page.request.get(`${walk.url}${clone.path}/anh-dai-dien`);
    await page.goto(`${walk.url}/bao-gia-mao`);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Đường dẫn của trang đó').fill(clone.url);
    await page.getByLabel('Tên trang đang dùng').fill(clone.name);
    await page.getByLabel('Vì sao bạn cho là giả mạo').fill('Chép bài của Chính phủ nhưng đổi số tiền hỗ trợ.');
    await page.locator('input[type=file]').first().setInputFiles({ name: 'man-hinh.png', mimeType: 'image/png', buffer });
    await page
      .getByLabel('Ảnh đại diện của trang đó')
      .setInputFiles({ name: 'anh.png', mimeType: 'image/png', buffer: await avatar.body() });
    await page.getByRole('button', { name: 'Gửi báo cáo' }).click();
    await page.getByText('Báo cáo đã được ghi nhận').waitFor();
    await page.goto(`${walk.url}/trang-gia-mao`);
    expect(await page.locator('main').innerText(), 'nobody is named before a verdict').not.toContain(clone.url);
    await page.context().close();
  }, 60_000);

  test('who keeps the official page adds its picture; the desk sees both beside each other', async () => {
    const keeper = await walk.as('vanthu.vpcp');
    const picture = await keeper.request.get(`${walk.url}/doi/facebook/900001/anh-dai-dien`);
    await keeper.goto(`${walk.url}/xac-thuc/tai-khoan`);
    await keeper.locator('main tbody tr', { hasText: 'Thông tin Chính phủ (thử)' }).getByRole('link').first().click();
    const file = { name: 'anh.png', mimeType: 'image/png', buffer: await picture.body() };
    await keeper.getByLabel('Ảnh đại diện', { exact: false }).setInputFiles(file);
    await keeper.getByRole('button', { name: 'Giữ ảnh và so' }).click();
    await keeper.locator('#anh-dai-dien img').waitFor();
    await keeper.context().close();
    const page = await openCase('truongphong.vpcp');
    expect(await page.locator('#anh-dai-dien').innerText()).toContain('Cùng một ảnh');
    expect(await page.locator('#anh-dai-dien img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth))).toEqual([
      96, 96,
    ]);
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  }, 60_000);

  test('the desk finds it very alike, and takes it to "removed" step by step', async () => {
    const page = await openCase('truongphong.vpcp');
    const facts = await page.locator('main .mc-facts').first().innerText();
    expect(Number(/(\d+) %/.exec(facts)?.[1])).toBeGreaterThanOrEqual(90);
    expect(facts).toContain('Thông tin Chính phủ (thử)');
    await page.context().close();
    await step('truongphong.vpcp', 'triaged', 'Đã mở trang, có chép bài của Chính phủ.');
    await step('lanhdao.vpcp', 'confirmed_fake', 'Không phải trang của Văn phòng; đổi số tiền hỗ trợ trong thông cáo.');
    await step('truongphong.vpcp', 'referred', 'Đã gửi biểu mẫu báo mạo danh.', async (opened) => {
      await opened.getByLabel('Chuyển đến').selectOption('platform');
    });
    await step('truongphong.vpcp', 'referred', 'Đã gửi bộ bằng chứng cho công an.', async (opened) => {
      await opened.getByLabel('Chuyển đến').selectOption('police');
    });
    await onForeignPage(async (platform) => {
      await platform.getByRole('button', { name: 'Nền tảng gỡ trang này' }).click();
      await platform.getByText('Trang này không còn').waitFor();
    });
    await step('truongphong.vpcp', 'removed', 'Mở lại: nền tảng báo trang không còn.');
  }, 120_000);

  test('the evidence holds the screenshot and every step', async () => {
    const page = await openCase('lanhdao.vpcp');
    const started = page.waitForEvent('download');
    await page.getByRole('link', { name: /bộ bằng chứng/ }).click();
    const entries = await readZip(await readFile(await (await started).path()));
    const facts = JSON.parse(Buffer.from(entries.find(({ name }) => name === 'bang-chung.json')?.bytes ?? []).toString());
    expect(facts).toMatchObject({ state: 'removed', page: { url: clone.url }, registered: { stableId: '900001' } });
    expect(facts.steps.map((one: { state: string }) => one.state)).toEqual([
      'triaged',
      'confirmed_fake',
      'referred',
      'referred',
      'removed',
    ]);
    const names = entries.map(({ name }) => name);
    for (const hash of [facts.reports[0].screenshotSha256, facts.avatar.sha256, facts.avatar.of.sha256])
      expect(names).toContain(`anh/${hash}`);
    await page.context().close();
  }, 60_000);

  test('everybody sees it on the public list, and is warned who asks about it', async () => {
    const page = await walk.visitor();
    await page.goto(`${walk.url}/trang-gia-mao`);
    const row = page.locator('main tbody tr', { hasText: clone.url });
    expect(await row.innerText()).toMatch(/Đã bị gỡ/);
    expect(await row.innerText()).toContain('đổi số tiền hỗ trợ');
    expect(await row.locator(`a[href*="facebook.com"]`).count()).toBe(0);
    const figures = page.locator('table', { hasText: 'Nửa số trang bị gỡ trong vòng' }).locator('tbody tr', { hasText: 'Facebook' });
    expect((await figures.locator('td').allInnerTexts()).map((one) => one.split('\n').at(-1))).toEqual(['1', '1', '0 giờ']);
    expect(await axeViolations(page)).toEqual([]);
    expect(await check(page, clone.url)).toContain('đã được kết luận là giả mạo');
    await page.context().close();
  }, 60_000);
});
