import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { look, publicSights, type Scene, setScene, type Sight, staffSights } from './pages.ts';
import { isBuilt } from './product.ts';
import { desktop, issueDocument, phone, sendDocument, startWalk, type Walk, type Words } from './walk.ts';

/**
 * Pictures of the main pages for docs/screenshots. They are written only where it is asked for, so that a run of the
 * tests leaves the tree as it was: MOTCUA_SCREENSHOTS=yes npx vitest run test/screenshots.test.ts
 */
const wanted = process.env['MOTCUA_SCREENSHOTS'] !== undefined && isBuilt();
const folder = 'docs/screenshots';

const more: Words[] = [
  {
    kind: 'cong-van',
    abstract: 'Về việc bảo đảm an toàn hồ, đập trước mùa mưa lũ',
    text: 'Đề nghị Ủy ban nhân dân các tỉnh, thành phố kiểm tra an toàn hồ, đập trên địa bàn trước mùa mưa lũ.',
    recipients: 'Mọi UBND cấp tỉnh\nLưu: VT',
  },
  {
    kind: 'thong-bao',
    abstract: 'Lịch trực ban phòng, chống thiên tai quý IV',
    text: 'Văn phòng Chính phủ thông báo lịch trực ban phòng, chống thiên tai và ứng phó mưa lũ quý IV.',
    recipients: 'Mọi xã của thành phố Huế\nLưu: VT',
  },
  {
    kind: 'ke-hoach',
    abstract: 'Khắc phục hậu quả mưa lũ tại các tỉnh miền Trung',
    text: 'Kế hoạch khắc phục hậu quả mưa lũ, ổn định đời sống người dân các tỉnh miền Trung.',
    recipients: 'Toàn quốc\nLưu: VT',
  },
];

interface Picture {
  readonly of: string;
  readonly as: string;
  readonly phone?: boolean;
  readonly dark?: boolean;
  readonly lang?: 'en';
  /** Scrolled to this element first. */
  readonly at?: string;
}

const pictures: Picture[] = [
  { of: 'home', as: 'home' },
  { of: 'home', as: 'home-phone', phone: true },
  { of: 'home', as: 'home-dark', dark: true },
  { of: 'home', as: 'home-english', lang: 'en' },
  { of: 'search', as: 'search' },
  { of: 'answer', as: 'answer-phone', phone: true },
  { of: 'document', as: 'document' },
  { of: 'document', as: 'document-phone', phone: true },
  { of: 'document', as: 'document-dark', dark: true },
  { of: 'check-document', as: 'check' },
  { of: 'check-changed', as: 'check-changed-phone', phone: true },
  { of: 'commune', as: 'commune' },
  { of: 'news', as: 'news' },
  { of: 'release', as: 'release-phone', phone: true },
  { of: 'release-new', as: 'release-editor' },
  { of: 'release-written', as: 'release-desk' },
  { of: 'live-event', as: 'live-event-phone', phone: true },
  { of: 'calendar', as: 'calendar' },
  { of: 'check-news-text', as: 'check-news-phone', phone: true },
  { of: 'official-accounts', as: 'official-accounts-dark', dark: true },
  { of: 'ledger', as: 'ledger' },
  { of: 'desk', as: 'desk' },
  { of: 'draft-form', as: 'drafting' },
  { of: 'draft-issued', as: 'issued' },
  { of: 'incoming-new', as: 'incoming-book' },
  { of: 'incoming-new', as: 'incoming-book-phone', phone: true },
  { of: 'incoming-assign', as: 'incoming-document' },
  { of: 'track', as: 'track' },
  { of: 'track', as: 'track-map', at: '.mc-map' },
  { of: 'track', as: 'track-dark', dark: true },
];

describe.skipIf(!wanted)('screenshots', () => {
  let walk: Walk;
  let sights: Map<string, Sight>;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    walk = await startWalk();
    for (const words of more) {
      const id = await issueDocument(walk, words);
      const page = await walk.as('vanthu.vpcp');
      await sendDocument(page, walk.url, id);
      await page.context().close();
    }
    const scene: Scene = await setScene(walk);
    const changed = { name: 'check-changed', path: '/kiem-tra', after: (page: Page) => checkChanged(page, scene) };
    sights = new Map([...publicSights(scene), ...staffSights(scene), changed].map((sight) => [sight.name, sight]));
  }, 300_000);
  afterAll(async () => {
    await walk?.close();
  });

  async function checkChanged(page: Page, { documentId }: Scene): Promise<void> {
    await page.goto(`${walk.url}/van-ban/${documentId}`);
    const href = (await page.locator('.mc-facts a[href*="/tep/"]').first().getAttribute('href')) ?? '';
    const pdf = await (await page.context().request.get(new URL(href, walk.url).href)).body();
    pdf[Math.floor(pdf.length / 3)]! ^= 1;
    await page.goto(`${walk.url}/kiem-tra`);
    await page.locator('input[type=file]').setInputFiles({ name: '01-CD-VPCP.pdf', mimeType: 'application/pdf', buffer: pdf });
    await page.locator('main button[data-variant=primary]').click();
    await page.locator('#ket-qua').waitFor();
  }

  test.each(pictures)('$as', async ({ of, as, at, ...view }) => {
    const sight = sights.get(of)!;
    const options = {
      viewport: view.phone ? phone : desktop,
      colorScheme: view.dark ? ('dark' as const) : ('light' as const),
      reducedMotion: 'reduce' as const,
    };
    const page = sight.who ? await walk.as(sight.who, options) : await walk.visitor(options);
    if (view.lang) await page.context().addCookies([{ name: 'lang', value: view.lang, url: walk.url }]);
    await page.goto(walk.url); // the fonts, which a first visit may go without
    await look(page, walk.url, sight);
    await page.evaluate('document.fonts.ready');
    if (at) await page.locator(at).first().scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(folder, `${as}.png`) });
    await page.context().close();
  });

  test('all together stay small', () => {
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(4 * 1024 * 1024);
  });
});
