import { afterEach, expect, test } from 'vitest';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { beginCorrection } from './actions/begin-correction.ts';
import { editRelease } from './actions/edit-release.ts';
import { retractRelease } from './actions/retract-release.ts';
import { scheduleRelease } from './actions/schedule-release.ts';
import { form, newsroom } from './test-kit.ts';

const { t, writer, leader, ref, approve, release } = await newsroom();
const { app, services } = t;
const headers = { 'accept-encoding': 'br' };

afterEach(() => freezeTime(undefined));

test('the page of a release is made once for all readers, and is another the moment its words are', async () => {
  const { id, code } = await release();
  const url = `/tin/${code}`;
  const first = await app.inject({ url, headers });
  const second = await app.inject({ url: url.toLowerCase(), headers });
  expect(second.headers['content-encoding']).toBe('br');
  expect(second.headers.etag).toBe(first.headers.etag);
  const same = await app.inject({ url, headers: { ...headers, 'if-none-match': String(first.headers.etag) } });
  expect([same.statusCode, same.body]).toEqual([304, '']);

  await services.act(beginCorrection, writer, { id, change: 'major' });
  await services.act(editRelease, writer, { ...form, bodyVi: 'Đoạn đã sửa.', note: 'Sửa một đoạn.', ...(await ref(id)) });
  await approve(id);
  const soon = instant(Math.ceil(now().getTime() / 60_000 + 1) * 60_000);
  const [date = '', time = ''] = instant(soon.getTime() + 7 * 3_600_000)
    .toISOString()
    .split('T');
  await services.act(scheduleRelease, leader, { ...(await ref(id)), date, time: time.slice(0, 5) });
  const before = await app.inject(url);
  expect(before.body).not.toContain('Đoạn đã sửa.');
  const left = Number(/max-age=(\d+)/.exec(String(before.headers['cache-control']))?.[1] ?? 0);
  expect(left * 1_000).toBeLessThanOrEqual(soon.getTime() - now().getTime() + 1_000);
  freezeTime(soon);
  expect((await app.inject(url)).body).toContain('Đoạn đã sửa.');

  await services.act(retractRelease, leader, { id, reason: 'Công bố nhầm.' });
  const gone = await app.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } });
  expect(gone.statusCode).toBe(410);
  expect(gone.body).not.toContain('Đoạn đã sửa.');
});

test('whoever is signed in, or chooses a language in the address, has a page of their own', async () => {
  const { code } = await release();
  await app.inject(`/tin/${code}`);
  const own = await app.inject({ url: `/tin/${code}`, headers: t.as(writer) });
  expect(own.headers['cache-control']).toBe('private, no-store');
  expect((await app.inject(`/tin/${code}?lang=en`)).body).toContain('lang="en"');
  expect((await app.inject(`/tin/${code}`)).body).toContain('lang="vi"');
});
