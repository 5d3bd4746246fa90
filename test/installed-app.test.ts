import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { isBuilt } from './product.ts';
import { phone, startWalk, type Walk } from './walk.ts';

interface Registered {
  readonly registrationId: string;
  readonly scopeURL: string;
}

describe.skipIf(!isBuilt())('the site as an app on a phone', () => {
  let walk: Walk;
  let page: Page;
  let devtools: CDPSession;
  const registered: Registered[] = [];

  beforeAll(async () => {
    walk = await startWalk();
    page = await walk.visitor({ viewport: phone });
    await page.context().grantPermissions(['notifications'], { origin: walk.url });
    devtools = await page.context().newCDPSession(page);
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registered.push(...registrations));
    await devtools.send('ServiceWorker.enable');
  }, 300_000);
  afterAll(async () => {
    await walk?.close();
  });

  test('it can be installed: the browser finds nothing missing in its manifest', async () => {
    await page.goto(`${walk.url}/nhan-tin`);
    const { errors, url } = await devtools.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect(url).toBe(`${walk.url}/manifest.webmanifest`);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // A window of a test is an incognito one, into which nothing is installed.
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  });

  test('a push service that cannot be reached is said in the reader’s language, with another way', async () => {
    await page.getByRole('button', { name: 'Bật thông báo trên máy này' }).click();
    await page.getByText('Trình duyệt này chưa bật được thông báo').waitFor({ timeout: 60_000 });
    expect(await page.getByRole('button', { name: 'Bật thông báo trên máy này' }).isEnabled()).toBe(true);
  });

  test('a message from the push service becomes a notification in the words and the language it has', async () => {
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await expect.poll(() => registered.length).toBeGreaterThan(0);
    const worker = page.context().serviceWorkers()[0]!;
    // This browser has no screen to show it on; what it is asked to show is kept.
    await worker.evaluate('self.registration.showNotification = (title, options) => { self.asked = { title, ...options }; }');
    const message = { title: 'Tin mẫu', body: 'Tóm tắt của tin mẫu', path: '/tin', tag: 'VPCP-1', lang: 'vi' };
    const { registrationId } = registered.at(-1)!;
    await devtools.send('ServiceWorker.deliverPushMessage', { origin: walk.url, registrationId, data: JSON.stringify(message) });
    const { path, ...said } = message;
    await expect.poll(() => worker.evaluate('self.asked')).toMatchObject({ ...said, data: { path }, icon: '/bieu-tuong/192.png' });
    expect((await page.request.get(`${walk.url}/bieu-tuong/192.png`)).headers()['content-type']).toBe('image/png');
  });

  test('without a network it says so and where to look, and keeps no page that could outlive a retraction', async () => {
    await page.goto(`${walk.url}/tin`);
    await walk.product.stop();
    await page.goto(`${walk.url}/van-ban`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Không có kết nối mạng');
    expect(await axeViolations(page)).toEqual([]);
    const kept = await page.evaluate(
      `caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((one) => one.keys())))).then((all) => all.flat().map(({ url }) => new URL(url).pathname))`,
    );
    expect((kept as string[]).filter((path) => !path.endsWith('.css'))).toEqual(['/ngoai-tuyen']);
  });
});
