import { randomBytes } from 'node:crypto';
import { transaction } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import type { ReleaseMedia } from '#systems/information/events.ts';
import type { Account, Adapter } from './adapters/adapter.ts';
import { facebookAdapter } from './adapters/facebook/adapter.ts';
import { youtubeAdapter } from './adapters/youtube/adapter.ts';
import { zaloAdapter } from './adapters/zalo/adapter.ts';
import { facebookDouble } from './doubles/facebook/double.ts';
import { facebookFaults } from './doubles/facebook/state.ts';
import { publishFaults } from './doubles/faults.ts';
import { type Asked, listen, type Told } from './doubles/server.ts';
import { youtubeDouble } from './doubles/youtube/double.ts';
import { youtubeFaults } from './doubles/youtube/state.ts';
import { zaloDouble } from './doubles/zalo/double.ts';
import { zaloFaults } from './doubles/zalo/state.ts';
import { resumeRenewed } from './on-release.ts';
import { platformErrors } from './queries/platform-errors.ts';
import { quotaOf } from './queries/quota.ts';
import { keepCredentials, openCredentials, sealCredentials } from './secrets.ts';
import { openAccount } from './test-kit.ts';
import { tokenStoreOf } from './token-store.ts';

/** A platform's adapter beside its double, with what every test of all of them needs. */
export interface Tried {
  readonly platform: 'facebook' | 'youtube' | 'zalo';
  readonly adapter: Adapter;
  readonly connectionId: string;
  readonly possible: readonly string[];
  readonly media: readonly ReleaseMedia[];
  /** What the double does wrong next. */
  setFaults(faults: readonly string[]): void;
  /** Instants of calls that would publish, since the last time it was asked. */
  publishedAt(): Date[];
  /** What stands there with a code in it. */
  standing(code: string): { readonly id: string; readonly text: string }[];
  /** As if somebody had withdrawn the authorisation there. */
  revoke(): void;
  /** As if two persons had given the account a new authorisation. */
  renew(): Promise<void>;
  account(): Promise<Account>;
}

const TIMES = { timeoutMs: 1_500, settleMs: 60_000, readEveryMs: 10_000 };
const LATE = { lateMs: 20_000 };

type Parts = Pick<Tried, 'platform' | 'adapter' | 'possible' | 'media' | 'standing' | 'revoke'> & {
  readonly double: { readonly faults: string[]; readonly publishCalls: { readonly at: Date }[] };
  readonly stableId: string;
  /** Makes new credentials that the double takes. */
  fresh(): Record<string, string>;
};

async function tried(services: Services, agencyId: string, parts: Parts): Promise<Tried> {
  const { platform, double, stableId, fresh } = parts;
  const connectionId = await openAccount(services, { agencyId, platform, stableId, credentials: fresh() });
  return {
    ...parts,
    connectionId,
    setFaults: (faults) => void double.faults.splice(0, double.faults.length, ...faults),
    publishedAt: () => double.publishCalls.splice(0).map((call) => call.at),
    renew: () =>
      transaction(services.db, async (tx) => {
        await keepCredentials(tx, connectionId, sealCredentials(fresh(), connectionId));
        await resumeRenewed(tx, connectionId, 'person');
      }),
    account: async () => ({
      connectionId,
      agencyId,
      stableId,
      name: 'Tài khoản thử',
      credentials: await openCredentials(services.db, connectionId),
    }),
  };
}

const running: { close(): Promise<void> }[] = [];

async function serve(double: { answer(asked: Asked): Told | Promise<Told> }): Promise<string> {
  const one = await listen((asked) => double.answer(asked));
  running.push(one);
  return one.url;
}

export async function closeDoubles(): Promise<void> {
  await Promise.all(running.splice(0).map((one) => one.close()));
}

/** The adapter's settings towards a double. */
export function facebookAt(url: string) {
  return { base: url, videoBase: url, site: '', versions: { publish: 'v26.0', read: 'v26.0', insights: 'v26.0', video: 'v26.0' } };
}

const PIECE = 100_000;

/** Posts of a page that are videos, uploaded in several pieces. */
export async function triedFacebookVideo(services: Services, agencyId: string): Promise<Tried> {
  return {
    ...(await triedFacebook(services, agencyId, '7002')),
    media: [await someFilm(services, 2 * PIECE + 1_000)],
    possible: facebookFaults,
  };
}

async function someFilm(services: Services, bytes: number): Promise<ReleaseMedia> {
  const hash = await services.files.put(randomBytes(bytes));
  const captions = await services.files.put(Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nXả lũ từ 14 giờ\n'));
  const tracks = [{ lang: 'vi' as const, hash: captions }];
  return { kind: 'video', hash, type: 'video/mp4', bytes, seconds: 3, captions: tracks, alt: 'Phim', credit: '', width: 640, height: 360 };
}

export async function triedFacebook(services: Services, agencyId: string, stableId = '7001'): Promise<Tried> {
  const double = facebookDouble({ ...LATE, processMs: 15_000, pieceBytes: PIECE });
  const page = double.addPage(stableId, 'Trang thử', '');
  return tried(services, agencyId, {
    platform: 'facebook',
    adapter: facebookAdapter({ ...facebookAt(await serve(double)), turnMs: 0, processingEveryMs: 5_000, ...TIMES }),
    double,
    stableId,
    possible: publishFaults,
    media: [],
    standing: (code) =>
      page.posts.filter((post) => !post.deleted && post.message.includes(code)).map(({ id, message }) => ({ id, text: message })),
    revoke: () => void (page.token = ''),
    fresh() {
      page.token = `ma-${randomBytes(4).toString('hex')}`;
      page.calls = 0;
      return { accessToken: page.token };
    },
  });
}

const STEP = 256 * 1024;

export async function triedYouTube(services: Services, agencyId: string): Promise<Tried> {
  const double = youtubeDouble({ ...LATE, processMs: 15_000 });
  const channel = double.addChannel('UC-thu', 'Kênh thử', '@thu', '');
  const url = await serve(double);
  return tried(services, agencyId, {
    platform: 'youtube',
    adapter: youtubeAdapter({
      api: url,
      oauth: url,
      analytics: url,
      videoUrl: (_account, id) => `https://www.youtube.com/watch?v=${id}`,
      quota: quotaOf(services.db, 'youtube'),
      chunkBytes: STEP,
      turnMs: 0,
      ...TIMES,
    }),
    double,
    stableId: 'UC-thu',
    possible: youtubeFaults,
    media: [await someFilm(services, STEP + 1_000)],
    standing: (code) =>
      channel.videos
        .filter((video) => !video.deleted && video.description.includes(code))
        .map(({ id, title, description }) => ({ id, text: `${title}\n\n${description}` })),
    revoke() {
      channel.refreshToken = '';
      channel.accessTokens.clear();
    },
    fresh() {
      channel.refreshToken = `lam-moi-${randomBytes(4).toString('hex')}`;
      double.left = { uploads: 100, units: 10_000 };
      return { clientId: randomBytes(4).toString('hex'), clientSecret: 'bi-mat', refreshToken: channel.refreshToken };
    },
  });
}

export async function triedZalo(services: Services, agencyId: string): Promise<Tried> {
  const double = zaloDouble({ ...LATE, buildMs: 5_000 });
  const secrets = { appId: 'ung-dung', secretKey: 'bi-mat' };
  const oa = double.addAccount({ id: '41', name: 'OA thử', ...secrets, accessToken: '', refreshToken: '' });
  const url = await serve(double);
  return tried(services, agencyId, {
    platform: 'zalo',
    adapter: zaloAdapter({
      api: url,
      oauth: url,
      errors: await platformErrors(services.db, 'zalo', '2026-11-22'),
      tokens: tokenStoreOf(services),
      coverUrl: () => 'https://cong.example/bia.png',
      articleUrl: (_account, id) => `https://oa.zalo.me/${id}`,
      buildingEveryMs: 2_000,
      ...TIMES,
    }),
    double,
    stableId: '41',
    possible: zaloFaults,
    media: [],
    standing: (code) =>
      oa.articles
        .map(({ id, deleted, title, body }) => ({ id, deleted, text: [title, ...body.map((block) => block.content ?? '')].join('\n\n') }))
        .filter((article) => !article.deleted && article.text.includes(code)),
    revoke() {
      oa.refreshToken = '';
      oa.accessTokens.clear();
    },
    fresh() {
      const accessToken = `truy-cap-${randomBytes(4).toString('hex')}`;
      oa.accessTokens.set(accessToken, now().getTime() + 25 * 3_600_000);
      oa.refreshToken = `lam-moi-${randomBytes(4).toString('hex')}`;
      return { ...secrets, accessToken, refreshToken: oa.refreshToken };
    },
  });
}
