import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { look, publicSights, type Scene, setScene, type Sight, staffSights } from './pages.ts';
import { isBuilt } from './product.ts';
import { desktop, phone, startWalk, type Walk } from './walk.ts';

const nowhere: Scene = {
  documentId: '',
  trackPath: '',
  incomingPath: '',
  draftId: '',
  releasePath: '',
  writtenReleasePath: '',
  livePath: '',
  liveDeskPath: '',
  activityPath: '',
  activityDeskPath: '',
  trialPath: '',
  storyPath: '',
  cropPath: '',
  fakePagePath: '',
};
const names = [...publicSights(nowhere), ...staffSights(nowhere)].map(({ name }) => name);
const built = isBuilt();

/** How each page is looked at: language, appearance, width. The other combinations share all that these differ in. */
const views = [
  ['vi', 'light', desktop],
  ['vi', 'dark', desktop],
  ['vi', 'light', phone],
  ['en', 'light', desktop],
  ['en', 'dark', phone],
] as const;

/** Begin a proof of who one is: a way of redirects that a browser's cookies go along with. Here it is enough that it begins. */
const PROOFS = new Set(['/dang-nhap', '/mo-khoa', '/tai-khoan/khoa/them', '/tai-khoan/dat-mat-khau']);

/** Whether an address begins a proof; pages for whoever is signed in lead there first. */
const beginsProof = (url: string): boolean => PROOFS.has(new URL(url, 'http://localhost').pathname);

/** Pages of a proof under way: they belong to the browser in which it was begun. */
const OF_ONE_BROWSER = /^\/xac-thuc\/[0-9a-f-]{36}/;

describe.skipIf(!built)('every page', () => {
  let walk: Walk;
  let sights: Map<string, Sight>;
  const windows = new Map<string, Page>();
  const complaints: string[] = [];
  const links = new Map<string, { url: string; on: string; who: string }>();

  beforeAll(async () => {
    walk = await startWalk();
    const scene = await setScene(walk);
    sights = new Map([...publicSights(scene), ...staffSights(scene)].map((sight) => [sight.name, sight]));
  }, 180_000);
  afterAll(async () => {
    await walk?.close();
  });

  /** One window a person, kept: signing in and starting contexts would take longer than the looking. */
  async function windowOf(who = ''): Promise<Page> {
    const known = windows.get(who);
    if (known) return known;
    const page = who === '' ? await walk.visitor({ reducedMotion: 'reduce' }) : await walk.as(who, { reducedMotion: 'reduce' });
    page.on('console', (message) => message.type() === 'log' || complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    windows.set(who, page);
    return page;
  }

  async function remember(page: Page, sight: Sight): Promise<void> {
    const hrefs = await page.locator('a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    const found = hrefs.map((href) => new URL(href, page.url()).href);
    for (const href of found) {
      const url = new URL(href);
      const who = sight.who ?? '';
      if (url.origin !== walk.url) expect(url.protocol, `${href} on ${sight.path}`).toMatch(/^(https?|mailto):$/);
      else if (url.hash && url.href.replace(url.hash, '') === page.url().replace(/#.*/, '')) {
        expect(await page.locator(`[id="${decodeURIComponent(url.hash.slice(1))}"]`).count(), `${href} on ${sight.path}`).toBe(1);
      } else if (!/[?&](lang|theme)=/.test(url.search) && !OF_ONE_BROWSER.test(url.pathname)) {
        links.set(`${who} ${url.pathname}${url.search}`, { url: `${url.origin}${url.pathname}${url.search}`, on: sight.path, who });
      }
    }
  }

  test.each(names)(
    '%s: nothing for axe, nothing in the console, no sideways scrolling',
    async (name) => {
      const sight = sights.get(name)!;
      const page = await windowOf(sight.who);
      let language = '';
      for (const [lang, colorScheme, viewport] of views) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        if (lang !== language) {
          complaints.length = 0;
          await page.context().addCookies([{ name: 'lang', value: lang, url: walk.url }]);
          // Forms that are sent wrongly are found by their Vietnamese names; what comes back is in that language too.
          if (sight.after && lang === 'en') continue;
          expect(await look(page, walk.url, sight)).toBe(sight.status ?? 200);
          if (lang === 'vi') await remember(page, sight);
          const expected = sight.status || sight.after ? /status of (4\d\d)/ : /^$/;
          expect(complaints.filter((text) => !expected.test(text))).toEqual([]);
          language = lang;
        }
        expect(await axeViolations(page), `${lang} ${colorScheme} ${viewport.width}`).toEqual([]);
        const twice =
          'const ids = [...document.querySelectorAll("[id]")].map((one) => one.id); ids.filter((id, at) => ids.indexOf(id) < at)';
        expect(await page.evaluate(twice), 'the same id twice').toEqual([]);
        const sideways = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        expect(sideways, `pixels too wide at ${viewport.width}, ${lang}`).toBeLessThanOrEqual(0);
      }
    },
    60_000,
  );

  test('all links lead somewhere', async () => {
    expect(links.size).toBeGreaterThan(100);
    const broken: string[] = [];
    let asked = 0;
    for (const { url, on, who } of links.values()) {
      const cookies = who === '' ? [] : await windows.get(who)!.context().cookies();
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      const headers = { cookie, accept: 'text/html', 'x-forwarded-for': `198.18.${(asked >> 4) & 255}.7` };
      const first = await fetch(url, { headers, redirect: 'manual' });
      const next = first.headers.get('location');
      const ends = next === null || beginsProof(url) || beginsProof(next);
      const answer = ends ? first : await fetch(url, { headers });
      await answer.body?.cancel();
      if (answer.status >= 400) broken.push(`${answer.status} ${url} on ${on}`);
      asked += 1;
    }
    expect(broken).toEqual([]);
  }, 120_000);
});
