import { afterEach, expect, test } from 'vitest';
import { freezeTime } from '#kernel/time.ts';
import { beginCorrection } from './actions/begin-correction.ts';
import { editRelease } from './actions/edit-release.ts';
import { retractRelease } from './actions/retract-release.ts';
import { scheduleRelease } from './actions/schedule-release.ts';
import { withdrawRelease } from './actions/withdraw-release.ts';
import { editionsOf } from './queries/editions.ts';
import { form, newsroom } from './test-kit.ts';

const { t, writer, leader, ref, approve, release } = await newsroom();
const { app, services } = t;

afterEach(() => freezeTime(undefined));

test.each(['/tin?nguoi=%00', '/tin?chu-de=a%00b', '/tin.atom?nguoi=%00', '/tin/lich?noi=%00', '/api/tin?nguoi=%00', '/tin/the?nguoi=%00'])(
  '%s: a sign that no text can hold is the asker’s fault, not ours',
  async (url) => expect((await app.inject(url)).statusCode).toBe(400),
);

test.each(['/tin/lich?tuan=9999-12-31', '/tin/lich?thang=9999-12', '/tin/lich?tuan=0000-01-01', '/tin/lich?thang=0000-01'])(
  '%s: days that no calendar has are this week',
  async (url) => expect((await app.inject(url)).statusCode).toBe(200),
);

test.each(['/thong-tin/lich/khong-co', '/thong-tin/lich/khong-co/sua', '/thong-tin/truc-tiep/khong-co', '/thong-tin/khong-co'])(
  '%s: an address that names nothing is not found',
  async (url) => expect((await app.inject({ url, headers: t.as(writer) })).statusCode).toBe(404),
);

test.each([
  [withdrawRelease, 'Gỡ.'],
  [retractRelease, 'Thu hồi.'],
])('a correction that waits for its moment does not come out of a release that has ended', async (end, reason) => {
  freezeTime('2026-11-22T04:00:00Z');
  const { id, code } = await release();
  await services.act(beginCorrection, writer, { id, change: 'minor' });
  await services.act(editRelease, writer, { ...form, bodyVi: 'Lời chưa ai được đọc.', ...(await ref(id)) });
  await approve(id);
  await services.act(scheduleRelease, leader, { ...(await ref(id)), date: '2026-11-22', time: '12:00' });
  await services.act(end, leader, { id, reason });
  freezeTime('2026-11-22T06:00:00Z');
  const pages = await Promise.all([`/tin/${code}`, `/tin/${code}/2.vi.md`, `/tin/${code}/the`].map((url) => app.inject(url)));
  for (const { body } of pages) expect(body).not.toContain('Lời chưa ai được đọc.');
  expect(pages[1]?.statusCode).toBe(404);
  expect((await editionsOf(services.db, id)).map(({ state, visibleFrom }) => [state, visibleFrom === null])).toEqual([
    ['approved', true],
    ['published', false],
  ]);
});
