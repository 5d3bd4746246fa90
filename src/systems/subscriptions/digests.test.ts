import { expect, it } from 'vitest';
import { systemActor } from '#kernel/permission.ts';
import { retractRelease } from '../information/actions/retract-release.ts';
import { newsroom } from '../information/test-kit.ts';
import { makeDigest } from './actions/make-digest.ts';
import { mailsOf, runPost, subscribed } from './test-kit.ts';

const { t, leader, release } = await newsroom();
const { services } = t;
const newsTo = async (email: string) =>
  (await mailsOf(services)).filter(({ to, subject }) => to?.[0]?.address === email && !/^(Xác nhận|Confirm)/.test(subject ?? ''));
const digest = (frequency: string, day: string) => services.act(makeDigest, systemActor('subscriptions'), { frequency, day });

it('tells each reader once of what is new to them, and of nothing that was retracted meanwhile', async () => {
  await subscribed(t, 'ngay@example.vn', { frequency: 'daily' });
  await subscribed(t, 'yte@example.vn', { frequency: 'daily', topic: 'y-te', lang: 'en' });
  await subscribed(t, 'tuan@example.vn', { frequency: 'weekly' });
  await subscribed(t, 'ngay2@example.vn', { frequency: 'daily' }, '198.51.100.8');
  await release({ titleVi: 'Tăng trưởng quý IV', topics: ['kinh-te'] });
  const health = await release({ titleVi: 'Tiêm chủng mở rộng', topics: ['y-te'] });
  const wrong = await release({ titleVi: 'Con số nhầm', topics: ['kinh-te'] });
  await services.act(retractRelease, leader, { id: wrong.id, reason: 'Nhầm' });
  await runPost(services);
  expect(await newsTo('ngay@example.vn')).toEqual([]);

  expect(await digest('daily', '2026-11-22')).toEqual({ queued: 3, more: false });
  expect(await digest('daily', '2026-11-22')).toEqual({ queued: 0, more: false });
  await runPost(services);
  for (const email of ['ngay@example.vn', 'ngay2@example.vn']) {
    const [mail, ...more] = await newsTo(email);
    expect(more).toEqual([]);
    expect(mail?.subject).toMatch(/^Thông tin chính thức đến ngày .*: 2 bản tin$/);
    expect(mail?.text).toContain('Tăng trưởng quý IV');
    expect(mail?.text).toContain(`Mã bản tin: ${health.code}`);
    expect(mail?.text).not.toContain('Con số nhầm');
  }
  const [english] = await newsTo('yte@example.vn');
  expect(english?.subject).toMatch(/: 1 release$/);
  expect(english?.html).toContain('<html lang="en">');
  expect(english?.html).toMatch(/<h2 lang="vi"[^>]*><a [^>]*>Tiêm chủng mở rộng/);
  expect(await newsTo('tuan@example.vn')).toEqual([]);
  expect(await digest('daily', '2026-11-23')).toMatchObject({ queued: 0 });

  expect(await digest('weekly', '2026-11-16')).toMatchObject({ queued: 1 });
  await services.act(retractRelease, leader, { id: health.id, reason: 'Sai đối tượng' });
  await runPost(services);
  const [weekly, ...others] = await newsTo('tuan@example.vn');
  expect(others).toEqual([]);
  expect(weekly?.subject).toMatch(/: 1 bản tin$/);
  expect(weekly?.text).not.toContain('Tiêm chủng');
  expect((await newsTo('ngay@example.vn')).at(-1)?.subject).toBe(`Thu hồi bản tin ${health.code}`);
  expect((await newsTo('yte@example.vn')).at(-1)?.subject).toBe(`Release ${health.code} retracted`);
});
