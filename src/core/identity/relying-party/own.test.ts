import { beforeAll, describe, expect, it } from 'vitest';
import { type IdentitySite, identitySite, type InjectedBrowser, PASSWORD, PUBLIC_URL } from '../../../../test/identity-kit.ts';

let site: IdentitySite;

beforeAll(async () => {
  site = await identitySite();
  await site.person('canbo.cua', 'officer');
  await site.person('nguoidan.cua');
});

/** Follows redirects on the site until a page; the number of them counts on a slow line. */
async function follow(browser: InjectedBrowser, path: string): Promise<{ path: string; status: number; body: string; hops: number }> {
  let at = path;
  for (let hops = 0; ; hops += 1) {
    const answer = await browser.get(at);
    const { location } = answer.headers;
    if (location === undefined) return { path: at, status: answer.statusCode, body: answer.body, hops };
    at = location.startsWith(PUBLIC_URL) ? location.slice(PUBLIC_URL.length) : location;
  }
}

async function signIn(browser: InjectedBrowser, name: string, password = PASSWORD, start = '/dang-nhap') {
  const there = await follow(browser, start);
  expect(there.path).toMatch(/^\/xac-thuc\//);
  const answer = await browser.post(`${there.path.split('?')[0]}/mat-khau`, { signInName: name, password });
  return { there, answer, back: answer.statusCode === 303 ? await follow(browser, answer.headers.location ?? '') : undefined };
}

describe('signing in at the site’s own provider', () => {
  it('officials land on the desk, others at their own page, and where one was going is kept', async () => {
    const official = await signIn(site.browser(), 'canbo.cua');
    expect(official.back).toMatchObject({ path: '/ban-lam-viec', status: 200 });
    expect((await signIn(site.browser(), 'nguoidan.cua')).back).toMatchObject({ path: '/tai-khoan', status: 200 });
    const going = await signIn(site.browser(), 'canbo.cua', PASSWORD, '/dang-nhap?tiep=%2Ftai-khoan%3Fx%3D1');
    expect(going.back?.path).toBe('/tai-khoan?x=1');
  });

  it('a wrong password stays on the page, and a second client sees the person without asking again', async () => {
    const browser = site.browser();
    expect((await signIn(browser, 'canbo.cua', 'sai mat khau roi')).answer.statusCode).toBe(422);
    await signIn(browser, 'canbo.cua');
    browser.cookies.delete('phien');
    expect((await follow(browser, '/dang-nhap')).path).toBe('/ban-lam-viec');
  });

  it('signing out ends the session here and leads on to the provider', async () => {
    const browser = site.browser();
    await signIn(browser, 'canbo.cua');
    const answer = await browser.post('/dang-xuat');
    expect(answer.headers.location).toContain('/eid/session/end?id_token_hint=');
    expect((await browser.get('/tai-khoan')).statusCode).toBe(303);
    expect((await follow(browser, (answer.headers.location ?? '').slice(PUBLIC_URL.length))).status).toBe(200);
  });

  it('many at once do not wait for one another', async () => {
    const began = performance.now();
    const all = await Promise.all(Array.from({ length: 12 }, () => follow(site.browser(), '/dang-nhap')));
    expect(all.every(({ path }) => path.startsWith('/xac-thuc/'))).toBe(true);
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});
