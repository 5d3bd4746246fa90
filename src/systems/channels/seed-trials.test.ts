import { afterAll, expect, it } from 'vitest';
import { ensureAuthority, theVault, validateFile } from '#core/signatures/index.ts';
import { query, sql } from '#kernel/db.ts';
import { createLogger } from '#kernel/log.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { official, testApp } from '../../../test/kit.ts';
import { measureJob, sweepJob } from './jobs.ts';
import { trialsOf } from './queries/trials.ts';
import { seedTrials } from './seed-trials.ts';
import { prepareChannels } from './test-kit.ts';

const t = await testApp();
const { services, app } = t;
const agencyId = await prepareChannels(services);
await ensureAuthority(services.db, theVault());
const reader = official(['channels.read'], agencyId);
const get = (url: string) => app.inject({ url, headers: t.as(reader) });
freezeTime('2026-11-22T03:00:00Z');
afterAll(() => freezeTime(undefined));
const began = performance.now();
await seedTrials(services, agencyId, 'nguoi-giu', 'nguoi-giu-thay');
const took = performance.now() - began;

it('the demonstration has a trial that is over, with its report, chart, sealed PDF and signature, and one that runs', async () => {
  const trials = await trialsOf(services.db, agencyId);
  expect(trials.map(({ state }) => state).toSorted()).toEqual(['closed', 'running']);
  const over = trials.find(({ state }) => state === 'closed');
  const url = `/kenh/thu-nghiem/${over?.id}`;
  expect(over?.report).toMatchObject({ verdict: 'met', leftOut: 0, baseline: { posts: 30 }, trial: { posts: 30 } });
  const page = await get(url);
  expect(page.body).toContain('Kết luận theo quy tắc đã định: Đạt');
  expect(page.body.match(/<circle [^>]*r="3"/g)).toHaveLength(60);
  // Posts that nobody ever saw have no page here to lead to.
  expect(page.body).not.toContain('href="/tin/MINH-HOA');
  const pdf = await get(`${url}/bao-cao.pdf`);
  expect((await validateFile(services.db, theVault(), { bytes: pdf.rawPayload })).overall).toBe('TOTAL-PASSED');
  const jws = await get(`${url}/bao-cao.jws`);
  expect([jws.headers['content-type'], jws.body]).toEqual(['application/jose', over?.signature]);
  for (const trial of trials) expect(trial.question).toContain('Dữ liệu minh họa');
  expect(took).toBeLessThan(20_000);
});

it('is the same on every installation, is made once, and nothing is sent or asked for it', async () => {
  const [first] = (await trialsOf(services.db, agencyId)).filter(({ state }) => state === 'closed');
  expect(first?.report?.gainPercent).toBe(42.2);
  await seedTrials(services, agencyId, 'nguoi-giu', 'nguoi-giu-thay');
  expect(await trialsOf(services.db, agencyId)).toHaveLength(2);
  const facts = () => query(services.db, sql`select count(*) as count, max(fetched_at) as at from channels.metric_fact`);
  const before = await facts();
  const context = { db: services.db, services, log: createLogger('silent') };
  freezeTime(instant(now().getTime() + 3_600_000));
  await measureJob.handle({}, context);
  await sweepJob.handle({}, context);
  expect(await facts()).toEqual(before);
  expect(await query(services.db, sql`select 1 from graphile_worker.jobs where task_identifier = 'channels.deliver'`)).toEqual([]);
});

it('is not for those of other agencies', async () => {
  const [trial] = await trialsOf(services.db, agencyId);
  const stranger = t.as(official(['channels.read'], '00000000-0000-4000-8000-000000000000'));
  const answer = await app.inject({ url: `/kenh/thu-nghiem/${trial?.id}/bao-cao.jws`, headers: stranger });
  expect(answer.statusCode).toBe(404);
});
