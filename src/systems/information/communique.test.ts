import { afterEach, expect, test } from 'vitest';
import { ensureAuthority, theVault, validateFile } from '#core/signatures/index.ts';
import { extractText } from '#core/documents/index.ts';
import { query, sql } from '#kernel/db.ts';
import { freezeTime } from '#kernel/time.ts';
import { retractRelease } from './actions/retract-release.ts';
import { compileCommunique } from './actions/compile-communique.ts';
import { compileCommuniqueJob } from './jobs.ts';
import { newsroom } from './test-kit.ts';

const { t, leader, head, writer, lawyer, stranger, release } = await newsroom();
const { app, services } = t;
const { db, log } = services;
await ensureAuthority(db, theVault());
const url = '/tin/thong-cao-ngay/G22/2026-11-22.pdf';
const words = async () => (await extractText('a.pdf', (await app.inject(url)).rawPayload)).markdown;

afterEach(() => freezeTime(undefined));

/** Looks what is due, as every five minutes, then does the jobs of the agencies; returns how many there were. */
async function compileDue(): Promise<number> {
  await compileCommuniqueJob.handle({}, { db, log, services });
  const jobs = await query<{ payload: { agencyId: string; day: string } }>(
    db,
    sql`delete from graphile_worker._private_jobs where key like 'information.communique:%' returning payload`,
  );
  for (const { payload } of jobs) await compileCommuniqueJob.handle(payload, { db, log, services });
  return jobs.length;
}

test('at 17:00 the day’s releases become one sealed PDF; a retraction makes it anew without the one retracted', async () => {
  freezeTime('2026-11-22T04:00:00Z');
  const bad = await release({ titleVi: 'Tin sẽ bị thu hồi' });
  const good = await release({ titleVi: 'Tin còn nguyên giá trị' });
  const later = await release({ titleVi: 'Tin hẹn buổi tối' }, { date: '2026-11-22', time: '20:00' });
  freezeTime('2026-11-22T10:00:00Z');
  expect((await app.inject(url)).statusCode).toBe(404);
  await compileDue();
  const first = await words();
  for (const { code } of [bad, good]) expect(first).toContain(code);
  expect(first).not.toContain(later.code);
  const { rawPayload: pdf } = await app.inject(url);
  const { signatures, overall } = await validateFile(db, theVault(), { bytes: pdf });
  expect(signatures).toHaveLength(1);
  expect(overall).toBe('TOTAL-PASSED');
  await compileDue();
  expect((await app.inject(url)).rawPayload.equals(pdf)).toBe(true);
  await services.act(retractRelease, leader, { id: bad.id, reason: 'Sai.' });
  expect((await app.inject(url)).statusCode).toBe(404);
  expect((await app.inject('/tin/thong-cao-ngay')).body).toContain('Đang lập lại');
  await compileCommuniqueJob.handle({ agencyId: head.scope ?? '', day: '2026-11-22' }, { db, log, services });
  const second = await words();
  expect(second).toContain(good.code);
  expect(second).not.toContain(bad.code);
  expect((await app.inject('/tin/thong-cao-ngay')).body).toContain('/tin/thong-cao-ngay/G22/2026-11-22.pdf');
});

test('a communiqué whose hour the product missed is made when it is there again, before the next is due', async () => {
  freezeTime('2026-11-23T05:00:00Z');
  const { code } = await release({ titleVi: 'Tin của ngày máy chủ dừng' });
  freezeTime('2026-11-23T09:59:00Z');
  expect(await compileDue()).toBe(0);
  freezeTime('2026-11-24T01:00:00Z');
  expect(await compileDue()).toBe(1);
  const { rawPayload } = await app.inject('/tin/thong-cao-ngay/G22/2026-11-23.pdf');
  expect((await extractText('a.pdf', rawPayload)).markdown).toContain(code);
  expect(await compileDue()).toBe(0);
});

test('who may compile: those of the agency who publish', async () => {
  for (const actor of [writer, head, lawyer, stranger]) {
    const input = { agencyId: leader.scope, day: '2026-11-22', publicUrl: 'http://localhost' };
    await expect(services.act(compileCommunique, actor, input)).rejects.toMatchObject({ status: 403 });
  }
});
