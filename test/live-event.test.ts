import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { isBuilt } from './product.ts';
import { phone, startWalk, type Walk } from './walk.ts';

/** A line to the product that can be cut, as a reader's on a train. */
interface Line {
  readonly url: string;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

async function lineTo(target: string): Promise<Line> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let whole = true;
  const server: Server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => (open.delete(one), other.destroy()));
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => (whole = true),
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const entry = (text: string) => `.mc-live__entries > li:has-text("${text}")`;

describe.skipIf(!isBuilt())('the page of a running event, in a browser', () => {
  let walk: Walk;
  let line: Line;
  let desk: Page;
  let path: string;

  beforeAll(async () => {
    walk = await startWalk();
    line = await lineTo(walk.url);
    const visitor = await walk.visitor();
    await visitor.goto(`${walk.url}/tin/truc-tiep`);
    path = (await visitor.locator('main a[href^="/tin/truc-tiep/"]').first().getAttribute('href')) ?? '';
    await visitor.context().close();
    desk = await walk.as('chuyenvien.vpcp');
    await desk.goto(`${walk.url}/thong-tin/truc-tiep`);
    await desk.locator('main a[href^="/thong-tin/truc-tiep/"]:not([href$="/moi"])').first().click();
  });
  afterAll(async () => {
    await line?.close();
    await walk?.close();
  });

  async function post(text: string): Promise<void> {
    await desk.getByLabel('Nội dung tin').first().fill(text);
    await desk.getByRole('button', { name: 'Đăng tin', exact: true }).click();
    await desk.locator('.mc-card', { hasText: text }).first().waitFor();
  }

  /** Opens the page and waits for its stream; marks the window, so that a reload would show. */
  async function watch(options = {}): Promise<Page> {
    const page = await walk.visitor(options);
    await page.goto(line.url + path);
    await page.locator('#live-status', { hasText: 'Trang tự cập nhật' }).waitFor();
    await page.evaluate('window.sameWindow = true');
    return page;
  }

  test('an entry appears above the others without a reload and is announced politely, each one anew', async () => {
    const page = await watch();
    const status = page.locator('#live-status');
    expect(await status.getAttribute('role')).toBe('status');
    expect(await page.locator('#tai-lai').isVisible()).toBe(false);
    await post('Mực nước hồ Mẫu xuống dưới báo động II.');
    await page.locator(entry('xuống dưới báo động II')).waitFor();
    expect(await page.locator('.mc-live__entries > li').first().textContent()).toContain('xuống dưới báo động II');
    expect(await status.textContent()).toBe('Tin mới từ lúc bạn mở trang: 1');
    await post('Đường về xã Mẫu đã thông.');
    await page.locator(entry('đã thông')).waitFor();
    expect(await status.textContent()).toBe('Tin mới từ lúc bạn mở trang: 2');
    expect(await page.evaluate('window.sameWindow')).toBe(true);
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  });

  test('what came while the line was cut is there after it, once', async () => {
    const page = await watch();
    line.cut();
    await page.locator('#live-status', { hasText: 'Mất kết nối' }).waitFor();
    await post('Tin đăng lúc đường truyền đứt, số một.');
    await post('Tin đăng lúc đường truyền đứt, số hai.');
    line.mend();
    await page.locator(entry('số hai')).waitFor({ timeout: 45_000 });
    expect(await page.locator(entry('số một')).count()).toBe(1);
    expect(await page.locator(entry('số hai')).count()).toBe(1);
    const words = await page.locator('.mc-live__entries > li').allTextContents();
    expect(words.findIndex((text) => text.includes('số hai'))).toBeLessThan(words.findIndex((text) => text.includes('số một')));
    expect(await page.evaluate('window.sameWindow')).toBe(true);
    await page.context().close();
  });

  test('who reads further down is not moved, but told, and gets to the top by a button', async () => {
    const page = await watch({ viewport: phone });
    await page.locator('.mc-live__entries > li').last().scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 4_000);
    const last = page.locator('.mc-live__entries > li').last();
    await expect.poll(async () => (await page.locator('.mc-live__entries').boundingBox())?.y ?? 0).toBeLessThan(0);
    const before = (await last.boundingBox())?.y ?? 0;
    await post('Tin đăng khi người đọc đang ở dưới.');
    await page.locator(entry('đang ở dưới')).waitFor();
    expect(Math.abs(((await last.boundingBox())?.y ?? 0) - before)).toBeLessThan(4);
    await page.locator('#live-jump').click();
    await expect.poll(async () => (await page.locator('.mc-live__entries').boundingBox())?.y ?? -1).toBeGreaterThanOrEqual(0);
    expect(await page.locator('#live-jump').isVisible()).toBe(false);
    await page.context().close();
  });

  test('a correction takes the place of the words it corrects, beside what they were', async () => {
    const page = await watch();
    const shown = await page.locator('.mc-live__entries > li').count();
    const card = desk.locator('.mc-card', { hasText: 'đã thông' }).first();
    await card.locator('summary').click();
    await card.locator('form[id^=dinh-chinh] textarea[name=textVi]').fill('Đường về xã Mẫu mới thông một làn.');
    await card.locator('form[id^=dinh-chinh] input[name=reason]').fill('Còn sạt lở một bên');
    await card.getByRole('button', { name: 'Đính chính' }).click();
    await page.locator(entry('mới thông một làn')).waitFor();
    expect(await page.locator('.mc-live__entries > li').count()).toBe(shown);
    expect(await page.locator(`${entry('mới thông một làn')} del`).textContent()).toContain('đã thông');
    await page.context().close();
  });

  test('without script the page has a link that says how much is new', async () => {
    const page = await walk.visitor({ javaScriptEnabled: false });
    await page.goto(walk.url + path);
    await post('Tin cho người đọc không có script.');
    await page.locator('#tai-lai').click();
    expect(await page.locator('#live-status').textContent()).toContain('1 ');
    expect(await page.locator(entry('không có script')).count()).toBe(1);
    await page.context().close();
  });

  test('when the event is over the page says so and asks for nothing more', async () => {
    const page = await watch();
    await desk.getByText('Kết thúc trang').first().click();
    await desk.locator('#ket-thuc textarea[name=summaryVi]').fill('Cuộc diễn tập kết thúc an toàn.');
    await desk.locator('#ket-thuc button').click();
    await page.locator('#live-status', { hasText: 'Đã kết thúc' }).waitFor();
    expect(await page.locator('#tai-lai').isVisible()).toBe(true);
    await page.context().close();
  });
});
