import { Buffer } from 'node:buffer';
import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, jwtVerify } from 'jose';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { isPushService, postKeys } from '#core/notifications/index.ts';
import { query, sql } from '#kernel/db.ts';
import { sendingPush } from '../../core/notifications/push/send-push.ts';
import { sendDue } from '../../core/notifications/send-due.ts';
import { retractRelease } from '../information/actions/retract-release.ts';
import { newsroom } from '../information/test-kit.ts';
import { forgetUnconfirmed } from './queries/forgetting.ts';
import { now } from '#kernel/time.ts';
import { runPost } from './test-kit.ts';

vi.stubEnv('MOTCUA_CLOSED_NETWORKS', 'on');
const { t, leader, release } = await newsroom();
vi.unstubAllEnvs();
const { services } = t;

interface Pushed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
const pushed: Pushed[] = [];
/** A push service that takes what it is given, and says of some browsers that they are gone or too busy. */
const service = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    pushed.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) });
    const status = { '/gone': 410, '/busy': 429 }[request.url ?? ''] ?? 201;
    response.writeHead(status, status === 429 ? { 'retry-after': '600' } : {}).end();
  });
});
await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
afterAll(() => void service.close());

interface Browser {
  readonly endpoint: string;
  readonly pair: ECDH;
  readonly auth: Buffer;
}
function browser(path: string): Browser {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  return { endpoint: base + path, pair, auth: randomBytes(16) };
}

/** As RFC 8291 §3 and RFC 8188 §2 say, written from them and not from the sender. */
function decrypt({ pair, auth }: Browser, body: Buffer): Record<string, string> {
  const [salt, keyLength] = [body.subarray(0, 16), body.readUInt8(20)];
  const sender = body.subarray(21, 21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender]);
  const material = Buffer.from(hkdfSync('sha256', pair.computeSecret(sender), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', material, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', material, salt, 'Content-Encoding: nonce\0', 12));
  const sealed = body.subarray(21 + keyLength);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString()) as Record<string, string>;
}

const post = (url: string, payload: object) =>
  t.app.inject({ method: 'POST', url, payload, headers: { accept: 'application/json', 'sec-fetch-site': 'same-origin' } });
const join = ({ endpoint, pair, auth }: Browser, more: object = {}) =>
  post('/nhan-tin/day', { endpoint, p256dh: pair.getPublicKey('base64url'), auth: auth.toString('base64url'), lang: 'vi', ...more });
const count = async (table: string) =>
  (await query<{ count: number }>(services.db, sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`))[0]?.count;
const sendAll = async () => {
  await runPost(services);
  while ((await sendDue(services, sendingPush(services))) > 0) continue;
};

describe('notifications on a screen', () => {
  it('reach the browser that asked, readable to it alone, signed by this site; one that is gone is forgotten', async () => {
    const [good, gone, busy, other] = [browser('/good'), browser('/gone'), browser('/busy'), browser('/other')];
    for (const one of [good, gone, busy]) expect((await join(one)).statusCode).toBe(200);
    expect((await join(other, { topic: 'y-te' })).statusCode).toBe(200);
    const { id, code } = await release({ titleVi: 'Cảnh báo lũ', topics: ['thien-tai'] });
    await sendAll();
    expect(pushed.map(({ path }) => path).toSorted()).toEqual(['/busy', '/gone', '/good']);
    const [first] = pushed.filter(({ path }) => path === '/good');
    expect(decrypt(good, first!.body)).toMatchObject({ title: 'Cảnh báo lũ', path: `/tin/${code}`, tag: code, lang: 'vi' });
    expect(() => decrypt(other, first!.body)).toThrow();
    expect(first?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400' });
    expect(first?.body.length).toBeLessThan(4096);

    const { token = '', key = '' } = /^vapid t=(?<token>[^,]+), k=(?<key>.+)$/.exec(first?.headers.authorization ?? '')?.groups ?? {};
    expect(key).toBe(postKeys().vapid.publicKey);
    const point = Buffer.from(key, 'base64url');
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
    const { payload } = await jwtVerify(token, await importJWK({ kty: 'EC', crv: 'P-256', x: x!, y: y! }, 'ES256'));
    expect(payload).toMatchObject({ aud: base, sub: 'mailto:khong-tra-loi@localhost' });

    expect(await count('notifications.address')).toBe(3);
    await forgetUnconfirmed(services.db, now());
    expect(await count('subscriptions.follow')).toBe(3);
    const [waiting] = await query<{ seconds: number }>(
      services.db,
      sql<{
        seconds: number;
      }>`select extract(epoch from next_at - now())::float as seconds from notifications.message where state = 'waiting'`,
    );
    expect(waiting?.seconds).toBeGreaterThan(500);

    pushed.splice(0);
    await services.act(retractRelease, leader, { id, reason: 'Sai trạm đo' });
    await sendAll();
    const told = pushed.filter(({ path }) => path === '/good').map(({ body }) => decrypt(good, body));
    expect(told).toMatchObject([{ title: `Thu hồi bản tin ${code}`, tag: code }]);
    expect(told[0]?.['body']).toContain('Sai trạm đo');

    expect((await post('/nhan-tin/day/bo', { endpoint: good.endpoint })).statusCode).toBe(200);
    expect((await post('/nhan-tin/day/bo', { endpoint: good.endpoint })).statusCode).toBe(200);
    expect(await count('subscriptions.follow')).toBe(2);
  });

  it('go to push services only, with keys that are keys', async () => {
    const open = [
      'https://fcm.googleapis.com/fcm/send/x',
      'https://updates.push.services.mozilla.com/wpush/v2/x',
      'https://web.push.apple.com/x',
    ];
    expect(open.every((endpoint) => isPushService(endpoint, false))).toBe(true);
    const closed = [
      base,
      'http://fcm.googleapis.com/x',
      'https://fcm.googleapis.com:8443/x',
      'https://fcm.googleapis.com.evil.vn/x',
      'https://evilfcm.googleapis.com/x',
      'https://127.0.0.1/x',
      'https://u@fcm.googleapis.com/x',
      'file:///etc/passwd',
      'x',
    ];
    expect(closed.filter((endpoint) => isPushService(endpoint, false))).toEqual([]);
    const bad = { endpoint: `${base}/bad`, p256dh: `BA${'A'.repeat(85)}`, auth: 'A'.repeat(22), lang: 'vi' };
    expect((await post('/nhan-tin/day', bad)).statusCode).toBe(409);
    expect((await post('/nhan-tin/day', { ...bad, p256dh: 'x' })).statusCode).toBe(422);
    expect(
      (await t.app.inject({ method: 'POST', url: '/nhan-tin/day', payload: bad, headers: { origin: 'https://evil.vn' } })).statusCode,
    ).toBe(403);
  });

  it('the app can be installed, and keeps only the page for when there is no network', async () => {
    const manifest = (await t.app.inject('/manifest.webmanifest')).json() as { icons: { src: string; sizes: string }[] };
    for (const { src } of manifest.icons) expect((await t.app.inject(src)).headers['content-type']).toBe('image/png');
    expect((await t.app.inject('/bieu-tuong/..%2fservice-worker.js')).statusCode).toBe(404);
    const worker = await t.app.inject('/sw.js');
    expect(worker.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' });
    expect(worker.body.match(/cache\.(put|add|addAll)\(/g)).toHaveLength(2);
    expect((await t.app.inject('/nhan-tin')).body).toContain('<link rel="manifest" href="/manifest.webmanifest"');
    expect((await t.app.inject('/ngoai-tuyen')).body).toContain('Không có kết nối mạng');
  });
});
