import { beforeAll, describe, expect, it } from 'vitest';
import { type IdentitySite, identitySite, PASSWORD, PUBLIC_URL } from '../../../../test/identity-kit.ts';

let site: IdentitySite;

beforeAll(async () => {
  site = await identitySite();
  await site.person('canbo.cua', 'officer');
  await site.person('nguoidan.cua');
});

describe('signing in at the site’s own provider', () => {
  it('officials land on the desk, others at their own page, and where one was going is kept', async () => {
    const official = site.browser();
    expect((await official.comeIn('canbo.cua')).headers.location).toBe('/ban-lam-viec');
    expect((await official.get('/ban-lam-viec')).statusCode).toBe(200);
    expect((await site.browser().comeIn('nguoidan.cua')).headers.location).toBe('/tai-khoan');
    const going = await site.browser().comeIn('canbo.cua', PASSWORD, '/dang-nhap?tiep=%2Ftai-khoan%3Fx%3D1');
    expect(going.headers.location).toBe('/tai-khoan?x=1');
  });

  it('a wrong password stays on the page, and a second client sees the person without asking again', async () => {
    const browser = site.browser();
    expect((await browser.comeIn('canbo.cua', 'sai mat khau roi')).statusCode).toBe(422);
    await browser.comeIn('canbo.cua');
    browser.cookies.delete('phien');
    expect((await browser.follow('/dang-nhap')).headers.location).toBe('/ban-lam-viec');
  });

  it('signing out ends the session here and leads on to the provider', async () => {
    const browser = site.browser();
    await browser.comeIn('canbo.cua');
    const answer = await browser.post('/dang-xuat');
    expect(answer.headers.location).toContain('/eid/session/end?id_token_hint=');
    expect((await browser.get('/tai-khoan')).statusCode).toBe(303);
    expect((await browser.follow((answer.headers.location ?? '').slice(PUBLIC_URL.length))).statusCode).toBe(200);
  });

  it('many at once do not wait for one another', async () => {
    const began = performance.now();
    const all = await Promise.all(Array.from({ length: 12 }, () => site.browser().follow('/dang-nhap')));
    expect(all.every(({ body }) => body.includes('action="/xac-thuc/'))).toBe(true);
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});
