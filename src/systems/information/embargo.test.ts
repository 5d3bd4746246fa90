import { afterEach, beforeEach, expect, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { systemActor } from '#kernel/permission.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { sitemapFiles, sitemapPart } from './queries/sitemap.ts';
import { publishRelease } from './actions/publish-release.ts';
import { newsroom } from './test-kit.ts';

const { t, release } = await newsroom();
const { app, services } = t;
const NOON = instant('2026-11-22T05:00:00Z');
const moment = { date: '2026-11-22', time: '12:30' };
const secret = 'Quyết sách Bí mật Tuyệt đối';

const after = (seconds: number): Date => instant(NOON.getTime() + 1_800_000 + seconds * 1000);

beforeEach(() => freezeTime(NOON));
afterEach(() => freezeTime(undefined));

/** Every public address that could show a release, with its code put in. */
function addresses(code: string): string[] {
  const q = encodeURIComponent('Bí mật Tuyệt đối');
  return [
    '/',
    '/tin',
    `/tin?q=${q}`,
    '/tin?chu-de=thien-tai',
    `/tin?nguoi=${encodeURIComponent('Người Bí mật')}`,
    '/tin?noi=46',
    '/tin?co-quan=G22',
    '/tin.atom',
    '/tin.rss',
    '/tin.json',
    `/tin.atom?q=${q}`,
    '/api/tin',
    `/api/tin?q=${q}`,
    '/sitemap/tin.xml',
    '/sitemap/tin-2026-11-0.xml',
    `/tim?q=${q}`,
    `/tin/${code}`,
    `/tin/${code}?lang=en`,
    `/tin/${code.toLowerCase()}`,
  ];
}

test('nothing public shows a release one second early; all of it shows it at its moment, without any job', async () => {
  const { code } = await release(
    { titleVi: secret, summaryVi: secret, topics: ['thien-tai'], persons: 'Người Bí mật', place: '46' },
    moment,
  );
  for (const at of [NOON, after(-1)]) {
    freezeTime(at);
    for (const url of addresses(code)) {
      const answer = await app.inject(url);
      const own = url.toLowerCase().includes(code.toLowerCase());
      // A page that is not there still repeats the address that was asked for.
      expect(answer.body.includes(secret) || (!own && answer.body.includes(code)), `${url} at ${at.toISOString()}`).toBe(false);
      if (own) expect(answer.statusCode, url).toBe(404);
    }
  }
  freezeTime(after(0));
  for (const url of addresses(code)) {
    const answer = await app.inject(url);
    expect(answer.statusCode, url).toBe(200);
    expect(answer.body.includes(secret) || answer.body.includes(code), url).toBe(true);
  }
});

test('no public answer may be kept past the next moment', async () => {
  await release({}, moment);
  const later = await release({ titleVi: 'Tin hẹn giờ' }, { date: '2026-11-22', time: '12:31' });
  for (const [at, most] of [
    [NOON, 60],
    [after(-20), 20],
    [after(-1), 1],
    [after(0), 60],
    [after(31), 29],
  ] as const) {
    freezeTime(at);
    for (const url of ['/tin', '/tin.atom', '/tin.rss', '/tin.json', '/api/tin', '/sitemap/tin.xml']) {
      const { 'cache-control': kept = '' } = (await app.inject(url)).headers;
      expect(Number(/max-age=(\d+)/.exec(String(kept))?.[1] ?? 0), `${url} at ${at.toISOString()}`).toBeLessThanOrEqual(most);
    }
  }
  freezeTime(after(59.5));
  expect((await app.inject('/tin')).headers['cache-control']).toBe('no-cache');
  expect((await app.inject(`/tin/${later.code}`)).statusCode).toBe(404);
  expect((await app.inject(`/tin/${later.code}`)).headers['cache-control']).toContain('no-store');
});

test('the job at that moment publishes once, is in the ledger, and refuses to be early', async () => {
  const { id } = await release({}, moment);
  const entries = () =>
    query<{ n: number }>(
      services.db,
      sql<{
        n: number;
      }>`select count(*) as n from kernel.ledger_pending where action = 'information.publish-release' and subject = ${`release:${id}`}`,
    );
  const act = () => services.act(publishRelease, systemActor('information'), { id, edition: 1 });
  const [job] = await query<{ run_at: Date }>(
    services.db,
    sql<{ run_at: Date }>`select run_at from graphile_worker.jobs where key = ${`information.publish:${id}:1`}`,
  );
  expect(job?.run_at.toISOString()).toBe(after(0).toISOString());
  freezeTime(after(-0.001));
  await expect(act()).rejects.toMatchObject({ refusals: [{ code: 'early' }] });
  freezeTime(after(0));
  expect(await act()).toMatchObject({ published: true });
  expect(await act()).toMatchObject({ published: false });
  expect((await entries())[0]?.n).toBe(1);
  expect(now()).toEqual(after(0));
});

test('a sitemap file holds what the protocol allows: older releases lie in files by month, none is missing', async () => {
  for (const at of ['2026-09-10T05:00:00Z', '2026-09-20T05:00:00Z', '2026-10-31T17:30:00Z', '2026-11-22T05:00:00Z']) {
    freezeTime(instant(at));
    await release();
  }
  const { db } = services;
  expect(await sitemapFiles(db)).toEqual(['/sitemap/tin.xml']);
  const all = (await sitemapPart(db)).map(({ code }) => code);
  const files = await sitemapFiles(db, 2);
  expect(files.at(-1)).toBe('/sitemap/tin-2026-09-0.xml');
  const parts = files.slice(1).map((path) => /tin-(.*)-(\d+)\.xml/.exec(path) ?? []);
  const found = await Promise.all(parts.map(([, month = '', part]) => sitemapPart(db, { month, part: Number(part) }, 2)));
  expect(new Set([...(await sitemapPart(db, undefined, 2)), ...found.flat()].map(({ code }) => code))).toEqual(new Set(all));
  for (const file of found) expect(file.length).toBeGreaterThan(0);
  expect((await app.inject('/sitemap/tin-2026-09-0.xml')).body.match(/<url>/g)).toHaveLength(2);
  for (const none of ['tin-2026-08-0', 'tin-2026-09-1', 'tin-2026-13-0'])
    expect((await app.inject(`/sitemap/${none}.xml`)).statusCode).not.toBe(200);
  expect((await app.inject('/sitemap.xml')).body).toContain('/sitemap/tin.xml');
});
