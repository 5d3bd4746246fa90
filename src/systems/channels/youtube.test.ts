import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freezeTime, instant, now } from '#kernel/time.ts';
import type { ReleaseMedia } from '#systems/information/events.ts';
import { testApp } from '../../../test/kit.ts';
import { youtubeAdapter } from './adapters/youtube/adapter.ts';
import { carry } from './carry.ts';
import { listen } from './doubles/server.ts';
import { youtubeDouble } from './doubles/youtube/double.ts';
import { resumeRenewed } from './on-release.ts';
import { findDelivery } from './queries/deliveries.ts';
import { quotaOf } from './queries/quota.ts';
import { announce, deliveryIds, openAccount, prepareChannels, someRelease } from './test-kit.ts';

const STEP = 256 * 1024;
const t = await testApp();
const agency = await prepareChannels(t.services);
const double = youtubeDouble({ lateMs: 20_000, processMs: 60_000 });
const server = await listen((asked) => double.answer(asked));
afterAll(() => server.close());

const channel = double.addChannel('UC-thu', 'Kênh thử', '@thu', 'lam-moi');
const credentials = { clientId: 'ung-dung', clientSecret: 'bi-mat', refreshToken: 'lam-moi' };
const connection = await openAccount(t.services, { agencyId: agency, platform: 'youtube', stableId: 'UC-thu', credentials });
const youtube = youtubeAdapter({
  api: server.url,
  oauth: server.url,
  analytics: server.url,
  videoUrl: (_account, id) => `https://www.youtube.com/watch?v=${id}`,
  quota: quotaOf(t.services.db, 'youtube'),
  chunkBytes: STEP,
  turnMs: 0,
  timeoutMs: 1_500,
  settleMs: 60_000,
  readEveryMs: 10_000,
});

const film = randomBytes(3 * STEP + 1000);
const hash = await t.services.files.put(film);
const captions = await t.services.files.put(Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nXả lũ từ 14 giờ\n'));
const video = {
  kind: 'video',
  hash,
  type: 'video/mp4',
  bytes: film.length,
  seconds: 3,
  captions: [{ lang: 'vi', hash: captions }],
  alt: 'Đập mở cửa xả',
  credit: '',
  width: 640,
  height: 360,
} as const;

let day = 0;
beforeEach(() => {
  day += 1;
  freezeTime(instant(Date.UTC(2026, 10, 22) + day * 86_400_000));
  channel.videos.splice(0);
  channel.refreshToken = 'lam-moi';
  double.publishCalls.splice(0);
  double.left = { uploads: 100, units: 10_000 };
});
afterEach(() => freezeTime(undefined));

async function announced(media: readonly ReleaseMedia[] = [video]): Promise<{ id: string; release: ReturnType<typeof someRelease> }> {
  const release = someRelease(agency, { media });
  await announce(t.services, 'information.published', release);
  return { release, id: (await deliveryIds(t.services, release.releaseId))[0] ?? '' };
}

/** Lets it go on, looking again when it says so, until it rests. */
async function toTheEnd(id: string): Promise<string | undefined> {
  for (let turn = 0; turn < 60; turn += 1) {
    const next = await carry(t.services, { youtube } as never, id);
    if (!next) break;
    freezeTime(instant(Math.max(next.at.getTime(), now().getTime() + 1_000)));
  }
  return (await findDelivery(t.services.db, id))?.state;
}

const standing = (code: string) => channel.videos.filter((one) => !one.deleted && one.description.includes(code));

describe('a release with a video', () => {
  it('stands on the channel whole, with its words and captions, when YouTube has worked on it', async () => {
    const { id, release } = await announced();
    expect(await toTheEnd(id)).toBe('published');
    const [one] = standing(release.code);
    expect(one).toMatchObject({ title: 'Hồ chứa xả lũ từ 14 giờ', hash, bytes: film.length, privacy: 'public' });
    expect(one?.captions.map(({ language, text }) => [language, text.includes('Xả lũ')])).toEqual([['vi', true]]);
    expect(await findDelivery(t.services.db, id)).toMatchObject({ postId: one?.id, attempts: 1 });
  });

  it.each([
    [['partial-range', '503-in-the-middle', 'nothing-stored']],
    [['lost-session', 'partial-range', 'expired']],
    [['timeout-but-posted', '500-but-posted', 'reset-but-posted', '500-but-posted']],
    [['timeout-not-posted', '500-not-posted', '500-not-posted', '500-not-posted']],
  ] as const)('is uploaded once and whole through %j', async (faults) => {
    double.faults.push(...faults);
    const { id, release } = await announced();
    expect(await toTheEnd(id)).toBe('published');
    expect(standing(release.code).map((one) => one.hash)).toEqual([hash]);
  });

  it('is not uploaded again when the answer to its last piece was lost, though the upload itself is long forgotten', async () => {
    double.faults.push('500-but-posted');
    const small = await t.services.files.put(Buffer.from('phim ngắn'));
    const { id, release } = await announced([{ ...video, hash: small, bytes: Buffer.byteLength('phim ngắn') }]);
    await carry(t.services, { youtube } as never, id);
    expect((await findDelivery(t.services.db, id))?.state).toBe('unconfirmed');
    double.sessions.clear();
    freezeTime(instant(now().getTime() + 10_000));
    expect(await toTheEnd(id)).toBe('published');
    expect(standing(release.code)).toHaveLength(1);
    expect(double.publishCalls).toHaveLength(1);
  });

  it('waits for a person when its token is withdrawn in the middle, and goes on where it was, also after it was taken', async () => {
    double.faults.push('partial-range', 'revoked');
    const { id, release } = await announced();
    expect(await toTheEnd(id)).toBe('needs_auth');
    const sessions = double.sessions.size;
    channel.refreshToken = 'lam-moi';
    await resumeRenewed(t.services.db, connection, 'person');
    await carry(t.services, { youtube } as never, id);
    expect((await findDelivery(t.services.db, id))?.state).toBe('remote_processing');
    expect(double.sessions.size).toBe(sessions);

    channel.refreshToken = '';
    channel.accessTokens.clear();
    freezeTime(instant(now().getTime() + 3_600_000));
    expect(await toTheEnd(id)).toBe('needs_auth');
    channel.refreshToken = 'lam-moi';
    await resumeRenewed(t.services.db, connection, 'person');
    expect(await toTheEnd(id)).toBe('published');
    expect(standing(release.code)).toHaveLength(1);
    expect(double.publishCalls).toHaveLength(1);
  });

  it('waits for the next day in California when the allowance is used up', async () => {
    await t.database.pg.query(`update channels.setting set value = '0' where name = 'quota.day.uploads'`);
    const { id } = await announced();
    const next = await carry(t.services, { youtube } as never, id);
    expect((await findDelivery(t.services.db, id))?.state).toBe('rate_limited');
    // November there is eight hours behind Greenwich.
    expect(next?.at.toISOString().slice(11, 16)).toBe('08:00');
    await t.database.pg.query(`update channels.setting set value = '100' where name = 'quota.day.uploads'`);
    expect(await toTheEnd(id)).toBe('published');
  });

  it('has its words corrected, its film not, and is removed', async () => {
    const { id, release } = await announced();
    await toTheEnd(id);
    const vi = { ...release.texts.vi, summary: 'Từ 15 giờ <không phải 14 giờ>.' };
    await announce(t.services, 'information.corrected', { ...release, edition: 2, texts: { vi }, major: true, note: 'Sửa giờ' });
    expect(await toTheEnd(id)).toBe('corrected');
    expect(standing(release.code)[0]?.description).toContain('ĐÍNH CHÍNH: Sửa giờ\n\nTừ 15 giờ ‹không phải 14 giờ›.');
    const other = await t.services.files.put(Buffer.from('phim khác'));
    await announce(t.services, 'information.corrected', {
      ...release,
      edition: 3,
      media: [{ ...video, hash: other, bytes: 9 }],
      major: false,
      note: '',
    });
    expect(await toTheEnd(id)).toBe('correction_unsupported');
    await announce(t.services, 'information.retracted', { releaseId: release.releaseId, code: release.code, reason: 'Sai', at: now() });
    expect(await toTheEnd(id)).toBe('retracted');
    expect(standing(release.code)).toEqual([]);
  });

  it('has figures, the minutes two days late, and an account that says who it is', async () => {
    const { id } = await announced();
    await toTheEnd(id);
    const postId = (await findDelivery(t.services.db, id))?.postId ?? '';
    freezeTime(instant(now().getTime() + 4 * 86_400_000));
    const account = { connectionId: connection, agencyId: agency, stableId: 'UC-thu', name: '', credentials };
    const figures = await youtube.metrics(account, postId);
    expect(figures.find((one) => one.metric === 'viewCount')?.value).toBe(480);
    expect(figures.filter((one) => one.metric === 'estimatedMinutesWatched').map((one) => one.value)).toEqual([90, 180, 270]);
    const seen = await youtube.verifyAccount(account);
    expect(seen).toMatchObject({ ok: true, name: 'Kênh thử', profile: { handle: '@thu', websites: ['https://localhost'] } });
    expect(seen.profile?.avatar?.subarray(1, 4).toString()).toBe('PNG');
    expect((await youtube.verifyAccount({ ...account, stableId: 'UC-khac' })).ok).toBe(false);
  });
});

describe('a release without a video', () => {
  it('is not for YouTube, and says so, until an edition has one', async () => {
    const release = someRelease(agency);
    await announce(t.services, 'information.published', release);
    const [id = ''] = await deliveryIds(t.services, release.releaseId);
    expect(await toTheEnd(id)).toBe('unsuitable');
    await announce(t.services, 'information.corrected', { ...release, edition: 2, media: [video], major: false, note: '' });
    expect(await toTheEnd(id)).toBe('published');
  });
});
