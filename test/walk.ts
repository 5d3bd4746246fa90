import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { type Product, removeData, startProduct } from './product.ts';

export const desktop = { width: 1280, height: 900 } as const;
export const phone = { width: 390, height: 844 } as const;

/** A document as a person would type it. */
export interface Words {
  readonly kind?: string;
  readonly abstract: string;
  readonly text: string;
  readonly recipients: string;
}

export const floodTelegram: Words = {
  kind: 'cong-dien',
  abstract: 'Về việc tập trung ứng phó mưa lũ tại miền Trung',
  text: [
    'Trước diễn biến mưa lũ phức tạp tại khu vực miền Trung, Văn phòng Chính phủ yêu cầu:',
    '1. Chủ tịch Ủy ban nhân dân các tỉnh, thành phố chủ động rà soát, sơ tán dân khỏi khu vực có nguy cơ ngập sâu, sạt lở đất, lũ quét; bảo đảm lương thực, nước uống và thuốc men cho người dân.',
    '2. Ủy ban nhân dân các xã, phường, đặc khu tổ chức trực ban hai mươi bốn giờ trên hai mươi bốn giờ, kiểm tra các hồ, đập và ngầm tràn trên địa bàn.',
    '3. Các bộ, ngành theo chức năng bảo đảm thông tin liên lạc, giao thông và điện cho công tác chỉ đạo, điều hành.',
  ].join('\n\n'),
  recipients: 'Toàn quốc\nLưu: VT',
};

export interface Visitor extends BrowserContextOptions {
  /** Each visitor comes from an address of their own, so that one's limits are not another's. */
  readonly address?: string;
}

/** The started product with a browser, and the people of the demonstration. */
export interface Walk {
  readonly product: Product;
  readonly browser: Browser;
  readonly url: string;
  /** A browser window in which nobody is signed in. */
  visitor(options?: Visitor): Promise<Page>;
  /** A window of this official; the first one signs in through the form, later ones share the session. */
  as(signInName: string, options?: Visitor): Promise<Page>;
  close(): Promise<void>;
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

/** Where DATABASE_URL names a PostgreSQL for the tests, the product gets an empty database there and uses no server of its own. */
async function ownDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const given = process.env['DATABASE_URL'];
  if (!given) return { url: '', drop: async () => undefined };
  const name = `product_${randomBytes(6).toString('hex')}`;
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: given });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await run(`create database ${name}`);
  const url = new URL(given);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}

/** @param settings more of the environment, such as MOTCUA_CLOSED_NETWORKS */
export async function startWalk(settings: Readonly<Record<string, string>> = {}): Promise<Walk> {
  const database = await ownDatabase();
  const product = await startProduct({ env: { MOTCUA_PROXY: 'on', DATABASE_URL: database.url, ...settings } });
  const browser = await launchBrowser();
  const sessions = new Map<string, Cookies>();
  let visitors = 0;
  const visitor = async ({ address, ...options }: Visitor = {}) => {
    const from = address ?? `203.0.113.${(visitors++ % 250) + 1}`;
    const context = await browser.newContext({
      viewport: desktop,
      locale: 'vi-VN',
      ...options,
      extraHTTPHeaders: { 'x-forwarded-for': from },
    });
    context.setDefaultTimeout(15_000);
    return context.newPage();
  };
  return {
    product,
    browser,
    url: product.url,
    visitor,
    async as(signInName, options) {
      const page = await visitor(options);
      const known = sessions.get(signInName);
      if (known) await page.context().addCookies(known);
      else sessions.set(signInName, await signIn(page, product, signInName));
      return page;
    },
    async close() {
      await browser.close();
      await product.stop();
      await removeData(product);
      await database.drop();
    },
  };
}

async function signIn(page: Page, product: Product, signInName: string): Promise<Cookies> {
  await page.goto(`${product.url}/dang-nhap`);
  await page.getByLabel('Tên đăng nhập').fill(signInName);
  await page.getByLabel('Mật khẩu').fill(product.password);
  await page.getByRole('button', { name: 'Tiếp tục bằng mật khẩu' }).click();
  // Officials land on their desk, everybody else on their own page.
  await page.waitForURL(({ pathname }) => pathname === '/ban-lam-viec' || pathname === '/tai-khoan');
  return page.context().cookies();
}

/** Types a document into the form that is open and saves it; returns its id. */
export async function typeDraft(page: Page, url: string, words: Words): Promise<string> {
  await page.goto(`${url}/soan-thao/moi`);
  await page.getByLabel('Loại văn bản').selectOption(words.kind ?? 'cong-van');
  await page.getByLabel('Trích yếu').fill(words.abstract);
  await page.getByLabel('Nội dung').fill(words.text);
  await page.getByLabel('Nơi nhận').fill(words.recipients);
  await page.getByLabel('Địa danh').fill('Hà Nội');
  await page.getByLabel('Chức vụ người ký').fill('BỘ TRƯỞNG, CHỦ NHIỆM');
  await page.getByLabel('Công khai cho mọi người khi phát hành').check();
  await page.getByRole('button', { name: 'Lưu dự thảo' }).click();
  await page.waitForURL(/\/soan-thao\/[0-9a-f-]{36}$/);
  return page.url().split('/').at(-1) ?? '';
}

/** The six steps after writing, each with the person who takes it. */
export const steps = [
  ['chuyenvien.vpcp', 'Trình duyệt nội dung', 'Duyệt nội dung'],
  ['truongphong.vpcp', 'Duyệt nội dung', 'Kiểm tra thể thức'],
  ['vanthu.vpcp', 'Xác nhận đúng thể thức', 'Chờ ký'],
  ['lanhdao.vpcp', 'Ký và cấp số', 'Chờ đóng dấu'],
  ['vanthu.vpcp', 'Đóng dấu cơ quan', 'Chờ phát hành'],
  ['vanthu.vpcp', 'Phát hành', 'Đã phát hành'],
] as const;

/** From the empty form to an issued document, each step by its own person; returns the document's id. */
export async function issueDocument(walk: Walk, words: Words, options: Visitor = {}): Promise<string> {
  const writer = await walk.as('chuyenvien.vpcp', options);
  const id = await typeDraft(writer, walk.url, words);
  await writer.context().close();
  for (const [who, button, stage] of steps) {
    const page = await walk.as(who, options);
    await page.goto(`${walk.url}/soan-thao/${id}`);
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.locator('dd', { hasText: new RegExp(`^${stage}$`) }).waitFor();
    await page.context().close();
  }
  return id;
}

/** Sends an issued document to whom its own list of recipients names; the page that follows the sending is left open. */
export async function sendDocument(page: Page, url: string, id: string): Promise<void> {
  await page.goto(`${url}/van-ban-di/${id}/gui`);
  await page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await page.waitForURL('**/theo-doi');
}
