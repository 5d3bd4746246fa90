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

  it('sends the security headers with every answer', async () => {
    const { headers } = await t.app.inject('/khong-co-trang-nay');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('does not boot with a route that states no permission or no schema', () => {
    const app = Fastify();
    demandPermissionAndSchema(app);
    expect(() => app.get('/open', async () => 1)).toThrow(/states no permission/);
    expect(() => app.get('/open', { config: { permission: 'public' } }, async () => 1)).toThrow(/states no schema/);
  });
});
