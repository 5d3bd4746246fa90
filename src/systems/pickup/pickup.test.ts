import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { agencyByCode } from '#core/agencies/index.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { systemActor } from '#kernel/permission.ts';
import { dateOf, instant, now } from '#kernel/time.ts';
import type { ReleaseEdition } from '#systems/information/events.ts';
import { prepareSite } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { registerOutlet } from './actions/register-outlet.ts';
import { askOutlet } from './ask-outlet.ts';
import { lookAgainJob } from './jobs.ts';
import { onEdition, onRetracted } from './on-release.ts';
import { doubleArticles } from './double.ts';
import { dueOutlets, findOutlet } from './queries/outlets.ts';

// A newsroom on this machine may be read only where closed networks are open.
vi.stubEnv('MOTCUA_CLOSED_NETWORKS', 'on');
const t = await testApp();
vi.unstubAllEnvs();
const { app, services } = t;
const { db } = services;

const paragraphs = [
  'Sáng nay, Chính phủ họp phiên thường kỳ tháng mười một tại Hà Nội dưới sự chủ trì của Thủ tướng.',
  'Tăng trưởng chín tháng đạt 7,2% so với cùng kỳ năm trước, cao hơn kịch bản đề ra hồi đầu năm.',
  'Thủ tướng yêu cầu các tỉnh miền Trung rà soát 1.250 điểm sạt lở và báo cáo trước ngày 05/12/2026.',
];
const asked: { path: string; headers: IncomingHttpHeaders }[] = [];
const pages = new Map<string, string>();
let feed: { body: string; type?: string; etag?: string; status?: number; location?: string } = { body: '' };
const newsroom = createServer((request, response) => {
  asked.push({ path: request.url ?? '', headers: request.headers });
  const page = pages.get(request.url ?? '');
  if (page !== undefined) return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  if (feed.etag && request.headers['if-none-match'] === feed.etag) return void response.writeHead(304).end();
  const headers = {
    'content-type': feed.type ?? 'application/rss+xml',
    ...(feed.etag ? { etag: feed.etag } : {}),
    ...(feed.location ? { location: feed.location } : {}),
  };
  response.writeHead(feed.status ?? 200, headers).end(feed.body);
});
const base = await new Promise<string>((resolve) => {
  newsroom.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(newsroom.address() as AddressInfo).port}`));
});
afterAll(() => void newsroom.close());

let agencyId = '';
let outletId = '';
const reader = () => t.as(official(['pickup.read', 'pickup.manage'], agencyId));

beforeAll(async () => {
  await prepareSite(services);
  agencyId = (await agencyByCode(db, 'G22'))?.id ?? '';
  outletId = (await services.act(registerOutlet, systemActor('test', agencyId), { name: 'Báo Thử', feedUrl: `${base}/rss` })).id;
});

async function publish(change: Partial<ReleaseEdition> = {}, publishedAt = now()): Promise<ReleaseEdition> {
  const id = newId();
  const release: ReleaseEdition = {
    releaseId: id,
    code: `CP-261122-${id.slice(-4)}-ABCD`,
    edition: 1,
    kind: 'thong-cao',
    agencyId,
    agencyName: 'Văn phòng Chính phủ',
    publishedAt,
    path: '/tin/x',
    texts: { vi: { title: 'Thông cáo phiên họp thường kỳ', summary: 'Chính phủ họp bàn ba việc.', plain: paragraphs.join('\n\n') } },
    media: [],
    ...change,
  };
  await transaction(db, (tx) => onEdition(tx, release));
  return release;
}

const item = (guid: string, link: string, description: string, date = now()) =>
  `<item><guid>${guid}</guid><title>Bài ${guid}</title><link>${link}</link><pubDate>${date.toUTCString()}</pubDate><description><![CDATA[${description}]]></description></item>`;
const rss = (...items: string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Báo Thử</title>${items.join('')}</channel></rss>`;

async function ask(): Promise<string | null | undefined> {
  const outlet = await findOutlet(db, outletId);
  if (outlet) await askOutlet(services, outlet);
  return (await findOutlet(db, outletId))?.problem;
}

describe('a newsroom that uses part of a release', () => {
  it('is shown: which paragraphs, how much, how soon, and the figure it changed', async () => {
    const { code } = await publish({}, instant(now().getTime() - 12 * 60_000));
    pages.set(
      '/bai-1',
      `<html><body><p>Tin từ Hà Nội.</p><p>${paragraphs[0]}</p><p>${paragraphs[1]?.replace('7,2%', '7,5%')}</p></body></html>`,
    );
    feed = { body: rss(item('1', '/bai-1', 'Chính phủ họp.'), item('2', '/bai-2', 'Giá vàng hôm nay.')), etag: '"mot"' };
    expect(await ask()).toBeNull();
    expect(asked.map(({ path }) => path)).toEqual(['/rss', '/bai-1', '/bai-2']);
    const page = await app.inject({ url: `/diem-bao/tin/${code}`, headers: reader() });
    for (const seen of ['Báo Thử', '7,5%', 'Bài 1', '12 phút', 'Chưa tòa soạn nào dùng']) expect(page.body).toContain(seen);
    expect(page.body).not.toContain('Bài 2');
    const day = await app.inject({ url: `/diem-bao?ngay=${dateOf(instant(now().getTime() - 12 * 60_000))}`, headers: reader() });
    for (const seen of ['Thông cáo phiên họp thường kỳ', 'Báo Thử']) expect(day.body).toContain(seen);
  });

  it('is asked only for what is new', async () => {
    asked.length = 0;
    await ask();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers['if-none-match']).toBe('"mot"');
    feed = { ...feed, etag: '"hai"' };
    await ask();
    expect(asked.map(({ path }) => path)).toEqual(['/rss', '/rss']);
    const kept = await query<{ n: number }>(db, sql<{ n: number }>`select count(*) as n from pickup.article`);
    expect(kept[0]?.n).toBe(2);
  });

  it('and came before the moment is found when the release comes', async () => {
    const words = 'Bộ trưởng cho biết tuyến đường ven biển dài 86 km sẽ thông xe vào quý hai năm sau với tổng vốn 4.300 tỷ đồng.';
    pages.set('/som', `<p>${words}</p>`);
    feed = { body: rss(item('som', '/som', 'Tin sớm')) };
    await ask();
    const release = await publish(
      { texts: { vi: { title: 'Đường ven biển', summary: 'Về tiến độ.', plain: words } } },
      instant(now().getTime() + 3_600_000),
    );
    await lookAgainJob.handle({ releaseId: release.releaseId }, { db, services, log: services.log });
    const page = await app.inject({ url: `/diem-bao/tin/${release.code}`, headers: reader() });
    expect(page.body).toContain('Trước giờ công bố');
    await transaction(db, (tx) => onRetracted(tx, { releaseId: release.releaseId, code: release.code, reason: 'Sai', at: now() }));
    const after = await app.inject({ url: `/diem-bao/tin/${release.code}`, headers: reader() });
    expect(after.body).not.toContain('4.300 tỷ');
    expect(after.body).toContain('Đã thu hồi');
  });
});

describe('a feed that is no good', () => {
  it.each([
    ['entities', '<!DOCTYPE a [<!ENTITY x "y">]><rss><channel><item><link>/x</link></item></channel></rss>'],
    ['another kind', '<html><body>Xin chào</body></html>'],
    ['cut off', '<rss><channel><item>'],
    ['too long', `<rss><channel>${'<item/>'.repeat(400_000)}</channel></rss>`],
    ['too deep', '<a>'.repeat(2_000)],
  ])('%s: is refused, said on the page, and asked less often', async (_kind, body) => {
    feed = { body };
    expect(await ask()).toEqual(expect.any(String));
    const outlet = await findOutlet(db, outletId);
    expect(outlet?.nextAt.getTime()).toBeGreaterThan(now().getTime() + 5 * 60_000);
  });

  it('a broken newsroom stops nothing', async () => {
    feed = { body: 'x', status: 500 };
    expect(await ask()).toBe('HTTP 500');
    feed = { body: '', status: 302, location: '/rss' };
    expect(await ask()).toContain('chuyển hướng');
    feed = { body: rss(item('x', 'javascript:alert(1)', 'x'), item('y', '/mat', 'Ngắn')) };
    expect(await ask()).toBeNull();
  });

  it('is never looked for inside the own network', async () => {
    const strict = { ...services, config: { ...services.config, closedNetworks: false } };
    asked.length = 0;
    const outlet = await findOutlet(db, outletId);
    if (outlet) await askOutlet(strict, outlet);
    expect(asked).toEqual([]);
    expect((await findOutlet(db, outletId))?.problem).toMatch(/https/);
  });
});

describe('who may', () => {
  it('see: officials of the agency with that permission; a release of another agency is not there', async () => {
    const { code } = await publish();
    for (const url of ['/diem-bao', '/diem-bao/to-bao', `/diem-bao/tin/${code}`]) {
      expect((await app.inject(url)).headers.location).toContain('/dang-nhap');
      expect((await app.inject({ url, headers: t.as(official([], agencyId)) })).statusCode).toBe(403);
      expect((await app.inject({ url, headers: reader() })).statusCode).toBe(200);
    }
    const other = (await agencyByCode(db, 'G12'))?.id ?? '';
    const stranger = t.as(official(['pickup.read', 'pickup.manage'], other));
    expect((await app.inject({ url: `/diem-bao/tin/${code}`, headers: stranger })).statusCode).toBe(404);
    const stop = { method: 'POST', url: `/diem-bao/to-bao/${outletId}/ngung`, payload: {} } as const;
    expect((await app.inject({ ...stop, headers: stranger })).statusCode).toBe(403);
    expect((await app.inject({ ...stop, headers: t.as(official(['pickup.read'], agencyId)) })).statusCode).toBe(403);
    expect((await app.inject({ ...stop, headers: reader() })).statusCode).toBe(303);
    expect(await dueOutlets(db)).not.toContain(outletId);
  });

  it('add a feed: with that permission, once, and with an address', async () => {
    const add = (payload: object, headers = reader()) => app.inject({ method: 'POST', url: '/diem-bao/to-bao', payload, headers });
    expect((await add({ name: 'A', feedUrl: 'ftp://x.vn/a' })).statusCode).toBe(422);
    expect((await add({ name: 'A', feedUrl: 'https://x.vn/rss' }, t.as(official(['pickup.read'], agencyId)))).statusCode).toBe(403);
    expect((await add({ name: 'A', feedUrl: 'https://x.vn/rss' })).statusCode).toBe(303);
    expect((await add({ name: 'B', feedUrl: 'https://x.vn/rss' })).statusCode).toBe(409);
  });
});

describe('the made-up newspaper', () => {
  it('uses a part of what is public', async () => {
    const { code } = await publish({}, instant(now().getTime() - 600_000));
    expect((await app.inject('/bao-mau')).body).toContain('Báo Mẫu');
    expect((await app.inject('/bao-mau/tin.atom')).body).toContain(`https://bao-mau.test/${code}`);
    expect((await app.inject(`/bao-mau/${code}`)).statusCode).toBe(200);
    expect((await app.inject('/bao-mau/khong-co')).statusCode).toBe(404);
    expect((await doubleArticles(db)).length).toBeGreaterThan(0);
  });
});
