import { afterAll, describe, expect, it } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { startWorker } from '#kernel/worker.ts';
import { official, testApp } from '../../../test/kit.ts';
import { demoAccounts } from './doubles/demo-accounts.ts';
import { doublesOf } from './doubles/index.ts';
import { parseCredentials } from './rules/credentials.ts';
import { channels } from './module.ts';
import { deliveriesOf } from './queries/deliveries.ts';
import { announce, openAccount, prepareChannels, someRelease } from './test-kit.ts';
import { makeActor } from './activitypub/make-actor.ts';
import { transaction } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';

const t = await testApp();
const { services, database, app } = t;
const agencyId = await prepareChannels(services);
await openAccount(services, { agencyId, platform: 'facebook', stableId: '900001', credentials: { accessToken: 'ma-truy-cap-thu-1' } });
await openAccount(services, {
  agencyId,
  platform: 'facebook',
  stableId: '900002',
  credentials: { accessToken: 'ma-truy-cap-thu-2' },
  approval: 'each',
});
const actor = await openAccount(services, { agencyId, platform: 'activitypub', stableId: 'chinhphu', credentials: {} });
await transaction(services.db, (tx) => makeActor(tx, actor, 'chinhphu'));
const worker = await startWorker({ pool: database.pg, services: { ...services, log: createLogger('silent') }, jobs: channels.jobs ?? [] });
afterAll(async () => {
  await worker.stop();
  await (await doublesOf(services)).close();
});
const leader = official(['channels.read', 'channels.write', 'channels.approve', 'channels.manage'], agencyId);

const states = async (releaseId: string) =>
  Object.fromEntries((await deliveriesOf(services.db, releaseId)).map((delivery) => [delivery.stableId, delivery.state]));

describe('a release', () => {
  it('goes out by itself where it may, waits for a person where it must, is corrected and retracted everywhere', async () => {
    const release = someRelease(agencyId);
    await announce(services, 'information.published', release);
    await expect.poll(() => states(release.releaseId)).toEqual({ '900001': 'published', '900002': 'rendered', chinhphu: 'published' });
    expect((await app.inject('/doi/facebook/900001')).body).toContain(release.code);
    expect((await app.inject('/doi/facebook/900002')).body).not.toContain(release.code);

    const waiting = (await deliveriesOf(services.db, release.releaseId)).find((one) => one.state === 'rendered');
    const approve = {
      method: 'POST',
      url: `/kenh/bai/${waiting?.id}/duyet`,
      payload: { _version: waiting?.version },
      headers: t.as(leader),
    } as const;
    expect((await app.inject(approve)).statusCode).toBe(303);
    await expect.poll(() => states(release.releaseId)).toMatchObject({ '900002': 'published' });

    const vi = { ...release.texts.vi, summary: 'Từ 15 giờ, không phải 14 giờ.' };
    await announce(services, 'information.corrected', { ...release, edition: 2, texts: { vi }, major: true, note: 'Sửa giờ' });
    await expect.poll(() => states(release.releaseId)).toEqual({ '900001': 'corrected', '900002': 'corrected', chinhphu: 'corrected' });
    expect((await app.inject('/doi/facebook/900002')).body).toContain('ĐÍNH CHÍNH: Sửa giờ');

    await announce(services, 'information.retracted', { releaseId: release.releaseId, code: release.code, reason: 'Sai', at: now() });
    await expect.poll(() => states(release.releaseId)).toEqual({ '900001': 'retracted', '900002': 'retracted', chinhphu: 'retracted' });
    expect((await app.inject('/doi/facebook/900001')).body).not.toContain(release.code);
    const page = await app.inject({ url: `/kenh/tin/${release.releaseId}`, headers: t.as(leader) });
    expect(page.body).toContain('Đã gỡ');
  });

  it('is not sent to an account that the registry no longer trusts, until it does again', async () => {
    const account = { platform: 'facebook', stableId: '900001', at: now() };
    await announce(services, 'authenticity.account-changed', { ...account, status: 'compromised' });
    const release = someRelease(agencyId);
    await announce(services, 'information.published', release);
    await expect.poll(() => states(release.releaseId)).toMatchObject({ '900001': 'queued', chinhphu: 'published' });
    expect((await app.inject('/doi/facebook/900001')).body).not.toContain(release.code);
    await announce(services, 'authenticity.account-changed', { ...account, status: 'active' });
    await expect.poll(() => states(release.releaseId)).toMatchObject({ '900001': 'published' });
  });

  it('goes to YouTube when it has a video, and to Zalo', { timeout: 60_000 }, async () => {
    for (const { platform, stableId, credentials } of demoAccounts) {
      if (platform !== 'youtube' && platform !== 'zalo') continue;
      await openAccount(services, { agencyId, platform, stableId, credentials: parseCredentials(credentials) ?? {} });
    }
    const film = Buffer.from('phim thử');
    const hash = await services.files.put(film);
    const size = { width: 640, height: 360 };
    const video = {
      kind: 'video',
      hash,
      type: 'video/mp4',
      bytes: film.length,
      seconds: 1,
      captions: [],
      alt: 'Đập',
      credit: '',
      ...size,
    } as const;
    const release = someRelease(agencyId, { media: [video] });
    await announce(services, 'information.published', release);
    const both = { 'UC-thu-chinh-phu-0000001': 'published', '4100000000001': 'published' };
    await expect.poll(() => states(release.releaseId), { timeout: 40_000 }).toMatchObject(both);
    for (const path of ['youtube/UC-thu-chinh-phu-0000001', 'zalo/4100000000001']) {
      const page = (await app.inject(`/doi/${path}`)).body;
      expect(page).toContain(release.code);
    }
  });
});
