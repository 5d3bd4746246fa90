import { createPublicKey, verify } from 'node:crypto';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { freezeTime, instant } from '#kernel/time.ts';
import { official, testApp } from '../../../test/kit.ts';
import { createLogger } from '#kernel/log.ts';
import { adaptersFor } from './adapters/index.ts';
import { carry } from './carry.ts';
import { doublesOf } from './doubles/index.ts';
import { measureJob } from './jobs.ts';
import { deliveriesOf } from './queries/deliveries.ts';
import { keepMeasured, latestOf } from './queries/metrics.ts';
import { announce, openAccount, prepareChannels, someRelease } from './test-kit.ts';
import { ensureAuthority, theVault } from '#core/signatures/index.ts';

const t = await testApp();
const { services, database, app } = t;
const agencyId = await prepareChannels(services);
await ensureAuthority(services.db, theVault());
await openAccount(services, { agencyId, platform: 'facebook', stableId: '900001', credentials: { accessToken: 'ma-truy-cap-thu-1' } });
const leader = official(['channels.read', 'channels.write', 'channels.approve'], agencyId);
const page = (await doublesOf(services)).facebook.pages.get('900001');
afterEach(() => freezeTime(undefined));
afterAll(async () => (await doublesOf(services)).close());

const DAY = 86_400_000;
const first = Date.UTC(2026, 8, 1, 3);

/** A post on a day, which the page's likes make so many times seen. */
async function posted(day: number, likes: number): Promise<string> {
  freezeTime(instant(first + day * DAY));
  const release = someRelease(agencyId);
  await announce(services, 'information.published', release);
  const [delivery] = await deliveriesOf(services.db, release.releaseId);
  await carry(services, await adaptersFor(services), delivery?.id ?? '');
  if (page) page.likes = likes;
  freezeTime(instant(first + (day + 7) * DAY));
  await measureJob.handle({}, { db: services.db, services, log: createLogger('silent') });
  return release.releaseId;
}

const form = {
  agencyId,
  question: 'Đăng kèm ảnh có làm tăng lượt xem không?',
  metric: 'facebook/post_media_view',
  startsOn: '2026-10-01',
  endsOn: '2026-10-30',
  baselineFrom: '2026-09-01',
  baselineTo: '2026-09-30',
  comparison: 'Cùng trang, tháng trước',
  costVnd: '12000000',
  leastGainPercent: '20',
  leastPosts: '2',
  ifMet: 'Mọi bài trên trang đều kèm ảnh.',
  ifNotMet: 'Trở lại cách đăng cũ.',
};
const post = (url: string, payload: Record<string, unknown>, who = leader) =>
  app.inject({ method: 'POST', url, payload, headers: t.as(who) });

describe('a trial', () => {
  it('asks, measures and concludes by what was written down before, and its report can be checked by anybody', async () => {
    const planned = await post('/kenh/thu-nghiem/moi', form);
    expect(planned.statusCode).toBe(303);
    const url = String(planned.headers.location);
    const id = url.split('/').at(-1) ?? '';
    expect((await post(`${url}/bat-dau`, { _version: 1 }, official(['channels.read'], agencyId))).statusCode).toBe(403);
    expect((await post(`${url}/bat-dau`, { _version: 1 })).statusCode).toBe(303);
    const change = database.pg.query(`update channels.trial set metric = 'post_clicks' where id = $1`, [id]);
    await expect(change).rejects.toThrow('not changed after its start');
    for (const day of [1, 12]) await posted(day, 100);
    for (const day of [31, 42]) await posted(day, 200);
    freezeTime('2026-11-06T03:00:00Z');
    const early = await post(`${url}/ket-thuc`, { _version: 2 });
    expect(early.statusCode).toBe(409);
    expect(early.body).toContain('chưa đủ 7 ngày');
    freezeTime('2026-11-07T03:00:00Z');
    expect((await post(`${url}/ket-thuc`, { _version: 2, site: 'khac' })).statusCode).toBe(303);
    const shown = await app.inject({ url, headers: t.as(leader) });
    expect(shown.body).toContain('Đạt');
    const report = await app.inject({ url: `${url}/bao-cao.json`, headers: t.as(leader) });
    expect(report.json()).toMatchObject({
      verdict: 'met',
      gainPercent: 100,
      baseline: { posts: 2 },
      trial: { posts: 2 },
      costVnd: 12_000_000,
      decision: form.ifMet,
    });
    const { rows } = await database.pg.query<{ signature: string }>('select signature from channels.trial where id = $1', [id]);
    const [header = '', , signature = ''] = (rows[0]?.signature ?? '').split('.');
    const { keys } = (await app.inject('/.well-known/jwks.json')).json<{ keys: object[] }>();
    const key = createPublicKey({ key: keys[0] as never, format: 'jwk' });
    const signed = Buffer.from(`${header}.${Buffer.from(report.body).toString('base64url')}`);
    expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true);
    await expect(database.pg.query(`update channels.trial set report = '{}' where id = $1`, [id])).rejects.toThrow('report of a trial');
  });

  it('cannot be planned on a figure that the platform has given up, nor against its own days', async () => {
    const dead = await post('/kenh/thu-nghiem/moi', { ...form, metric: 'facebook/post_impressions' });
    expect(dead.statusCode).toBe(409);
    expect(dead.body).toContain('không còn chỉ số này');
    expect((await post('/kenh/thu-nghiem/moi', { ...form, baselineTo: '2026-10-05' })).statusCode).toBe(409);
    expect((await post('/kenh/thu-nghiem/moi', { ...form, question: '' })).statusCode).toBe(422);
  });
});

describe('figures of posts', () => {
  it('are shown beside their own post; what the platform no longer defines is not kept', async () => {
    const releaseId = await posted(60, 150);
    const figures = await latestOf(services.db, releaseId);
    expect(figures.map((figure) => figure.titleVi).toSorted()).toEqual(['Lượt bấm', 'Lượt xem', 'Người xem']);
    const [delivery] = await deliveriesOf(services.db, releaseId);
    await keepMeasured(services.db, delivery?.id ?? '', 'facebook', [{ metric: 'post_impressions', day: '2026-11-01', value: 9 }]);
    expect(await latestOf(services.db, releaseId)).toHaveLength(3);
  });
});
