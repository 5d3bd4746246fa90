import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../../test/kit.ts';
import { demandPermissionAndSchema } from './guards.ts';

const t = await testApp();

describe('the web server', () => {
  it('answers health checks', async () => {
    expect((await t.app.inject('/health/live')).json()).toEqual({ status: 'ok' });
    expect((await t.app.inject('/health/ready')).statusCode).toBe(200);
  });

  it('gives metrics only to programs on the same machine', async () => {
    const local = await t.app.inject('/metrics');
    expect(local.statusCode).toBe(200);
    expect(local.body).toContain('motcua_http_request_seconds');
    expect((await t.app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode).toBe(403);
    expect((await t.app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.9' } })).statusCode).toBe(403);
  });

  it('answers a missing page as a page and a missing record as problem+json', async () => {
    const page = await t.app.inject('/khong-co-trang-nay');
    expect(page.statusCode).toBe(404);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain('Không tìm thấy');
    const json = await t.app.inject('/api/nothing');
    expect(json.headers['content-type']).toContain('application/problem+json');
    expect(json.json()).toMatchObject({ status: 404, type: 'http://localhost/van-de/not-found' });
  });

  it('makes no link to another site out of an address that begins with two slashes', async () => {
    await t.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = t.app.server.address() as AddressInfo;
    for (const path of ['//evil.example/x', '/\\evil.example/x', '//']) {
      const [answer] = (await once(get({ port, path, headers: { accept: 'text/html' } }), 'response')) as [IncomingMessage];
      expect([path, answer.statusCode]).toEqual([path, path === '//' ? 200 : 404]);
      expect(await text(answer)).not.toMatch(/(href|action)="[/\\]{2}/);
    }
  });

  it('refuses a form from another site even when it carries no cookie', async () => {
    const forged = { method: 'POST', url: '/dang-xuat', headers: { origin: 'https://evil.example' } } as const;
    expect((await t.app.inject(forged)).statusCode).toBe(403);
    expect((await t.app.inject({ ...forged, headers: {} })).statusCode).toBe(303);
  });

  it('sends the security headers with every answer', async () => {
    const { headers } = await t.app.inject('/khong-co-trang-nay');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('sends text of 1 KB and more compressed as the reader takes it, and small or refused text as it is', async () => {
    const get = (url: string, accepted?: string) =>
      t.app.inject({ url, headers: accepted === undefined ? {} : { 'accept-encoding': accepted } });
    const plain = await get('/van-de');
    expect(plain.headers['content-encoding']).toBeUndefined();
    const pages = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const [encoding, open] of Object.entries(pages)) {
      const page = await get('/van-de', encoding);
      expect(page.headers).toMatchObject({ 'content-encoding': encoding, 'content-length': String(page.rawPayload.length) });
      expect(page.headers.vary).toContain('accept-encoding');
      expect(page.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
      expect(open(page.rawPayload).toString()).toContain('<h1');
    }
    expect((await get('/van-de', 'gzip, br')).headers['content-encoding']).toBe('br');
    expect((await get('/van-de', 'br;q=0, gzip')).headers['content-encoding']).toBe('gzip');
    expect((await get('/khong-co-trang-nay', 'br')).headers['content-encoding']).toBe('br');
    expect((await get('/health/live', 'br')).headers['content-encoding']).toBeUndefined();
  });

  it('does not boot with a route that states no permission or no schema', () => {
    const app = Fastify();
    demandPermissionAndSchema(app);
    expect(() => app.get('/open', async () => 1)).toThrow(/states no permission/);
    expect(() => app.get('/open', { config: { permission: 'public' } }, async () => 1)).toThrow(/states no schema/);
  });
});
