import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Services } from '#kernel/http/services.ts';
import { now, today } from '#kernel/time.ts';
import { activityPubAdapter } from '../src/systems/channels/activitypub/adapter.ts';
import { facebookAdapter } from '../src/systems/channels/adapters/facebook/adapter.ts';
import { youtubeAdapter } from '../src/systems/channels/adapters/youtube/adapter.ts';
import { zaloAdapter } from '../src/systems/channels/adapters/zalo/adapter.ts';
import type { Adapters } from '../src/systems/channels/carry.ts';
import { facebookDouble } from '../src/systems/channels/doubles/facebook/double.ts';
import { facebookFaults } from '../src/systems/channels/doubles/facebook/state.ts';
import { type Asked, listen, type Told } from '../src/systems/channels/doubles/server.ts';
import { youtubeDouble } from '../src/systems/channels/doubles/youtube/double.ts';
import { youtubeFaults } from '../src/systems/channels/doubles/youtube/state.ts';
import { zaloDouble } from '../src/systems/channels/doubles/zalo/double.ts';
import { zaloFaults } from '../src/systems/channels/doubles/zalo/state.ts';
import { facebookAt } from '../src/systems/channels/platforms-kit.ts';
import { platformErrors } from '../src/systems/channels/queries/platform-errors.ts';
import { quotaOf } from '../src/systems/channels/queries/quota.ts';
import type { Platform } from '../src/systems/channels/rules/platforms.ts';
import { tokenStoreOf } from '../src/systems/channels/token-store.ts';

const HASTE = { timeoutMs: 400, settleMs: 60_000, readEveryMs: 10_000 };

/** The adapters of a carrier: the product's own, towards doubles that live in another process. */
export async function carriedAdapters(services: Services, urls: Readonly<Record<string, string>>): Promise<Adapters> {
  const { facebook = '', youtube = '', zalo = '' } = urls;
  return {
    facebook: facebookAdapter({ ...facebookAt(facebook), turnMs: 0, ...HASTE }),
    youtube: youtubeAdapter({
      api: youtube,
      oauth: youtube,
      analytics: youtube,
      videoUrl: (_account, id) => `https://www.youtube.com/watch?v=${id}`,
      quota: quotaOf(services.db, 'youtube'),
      chunkBytes: 256 * 1024,
      turnMs: 0,
      ...HASTE,
    }),
    zalo: zaloAdapter({
      api: zalo,
      oauth: zalo,
      errors: await platformErrors(services.db, 'zalo', today()),
      tokens: tokenStoreOf(services),
      coverUrl: (hash) => `https://cong.example/${hash ?? 'bia'}.png`,
      articleUrl: (_account, id) => `https://oa.zalo.me/${id}`,
      buildingEveryMs: 2_000,
      ...HASTE,
    }),
    activitypub: activityPubAdapter(services),
  };
}

/** A platform as the faults see it: what stands there, what was sent when, and how it is made to misbehave. */
export interface FaultyPlatform {
  readonly platform: Platform;
  readonly stableId: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly url: string;
  readonly faults: readonly string[];
  /** What it does wrong to the next calls. */
  misbehave(faults: readonly string[]): void;
  /** Texts of the posts that stand and bear this code. */
  standing(code: string): string[];
  /** Instants, by its own clock, at which something was handed to it to be published. */
  calls(): Date[];
  /** Whether the right to post was withdrawn there. */
  isRevoked(): boolean;
  /** The person who holds the account gives access again; what the product has to be told, if anything. */
  renew(): Readonly<Record<string, string>> | undefined;
  close(): Promise<void>;
}

export interface Weather {
  /** While true, every call to a platform is cut. */
  down: boolean;
}

const cut =
  (weather: Weather, answer: (asked: Asked) => Told | Promise<Told>) =>
  (asked: Asked): Told | Promise<Told> =>
    weather.down ? 'reset' : answer(asked);

/** Every platform that has a double, and a server of the fediverse. */
export async function faultyPlatforms(weather: Weather): Promise<FaultyPlatform[]> {
  return [await facebook(weather), await youtube(weather), await zalo(weather), await fediverse(weather)];
}

async function facebook(weather: Weather): Promise<FaultyPlatform> {
  const double = facebookDouble({ lateMs: 20_000, processMs: 30_000, pieceBytes: 256 * 1024 });
  const page = double.addPage('7001', 'Trang thử', 'ma-thu');
  const server = await listen(cut(weather, (asked) => double.answer(asked)));
  return {
    platform: 'facebook',
    stableId: '7001',
    credentials: { accessToken: 'ma-thu' },
    url: server.url,
    faults: facebookFaults,
    misbehave: (faults) => void double.faults.splice(0, double.faults.length, ...(faults as never[])),
    standing: (code) => page.posts.filter((post) => !post.deleted && post.message.includes(code)).map((post) => post.message),
    calls: () => double.publishCalls.map((call) => call.at),
    isRevoked: () => page.token === '',
    renew() {
      page.token = 'ma-thu';
      page.calls = 0;
      return undefined;
    },
    close: () => server.close(),
  };
}

async function youtube(weather: Weather): Promise<FaultyPlatform> {
  const double = youtubeDouble({ lateMs: 20_000, processMs: 30_000 });
  const channel = double.addChannel('UC-thu', 'Kênh thử', '@thu', 'lam-moi');
  const server = await listen(cut(weather, (asked) => double.answer(asked)));
  return {
    platform: 'youtube',
    stableId: 'UC-thu',
    credentials: { clientId: 'ung-dung', clientSecret: 'bi-mat', refreshToken: 'lam-moi' },
    url: server.url,
    faults: youtubeFaults,
    misbehave(faults) {
      double.faults.splice(0, double.faults.length, ...(faults as never[]));
      double.left = { uploads: 100, units: 10_000 };
    },
    // The first line of a text becomes the title.
    standing: (code) =>
      channel.videos
        .filter((one) => !one.deleted && one.description.includes(code))
        .map(({ title, description }) => `${title}\n\n${description}`),
    calls: () => double.publishCalls.map((call) => call.at),
    isRevoked: () => channel.refreshToken === '',
    renew() {
      channel.refreshToken = 'lam-moi';
      return undefined;
    },
    close: () => server.close(),
  };
}

async function zalo(weather: Weather): Promise<FaultyPlatform> {
  const double = zaloDouble({ lateMs: 20_000, buildMs: 5_000 });
  const secrets = { appId: 'ung-dung', secretKey: 'bi-mat', accessToken: 'truy-cap', refreshToken: 'lam-moi' };
  const oa = double.addAccount({ id: '41', name: 'OA thử', ...secrets });
  const server = await listen(cut(weather, (asked) => double.answer(asked)));
  let renewals = 0;
  return {
    platform: 'zalo',
    stableId: '41',
    credentials: secrets,
    url: server.url,
    faults: zaloFaults,
    misbehave: (faults) => void double.faults.splice(0, double.faults.length, ...(faults as never[])),
    standing: (code) =>
      oa.articles
        .filter((one) => !one.deleted)
        .map((one) => JSON.stringify(one))
        .filter((text) => text.includes(code)),
    calls: () => double.publishCalls.map((call) => call.at),
    isRevoked: () => oa.refreshToken === '',
    renew() {
      renewals += 1;
      oa.refreshToken = `lam-moi-${renewals}`;
      oa.accessTokens.set(`truy-cap-${renewals}`, now().getTime() + 25 * 3_600_000);
      return { accessToken: `truy-cap-${renewals}`, refreshToken: oa.refreshToken };
    },
    close: () => server.close(),
  };
}

/** A server of the fediverse that follows: what it would show, from the activities that reached it. */
async function fediverse(weather: Weather): Promise<FaultyPlatform> {
  const posts = new Map<string, string>();
  const calls: Date[] = [];
  const refusals: number[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (weather.down) return void response.destroy();
      const status = refusals.shift();
      const activity = JSON.parse(Buffer.concat(parts).toString('utf8')) as { type: string; object: { id: string; content?: string } };
      // 500 with the activity taken all the same: it comes again, under the same id.
      if (status === undefined || status === 500) {
        if (activity.type === 'Create') calls.push(now());
        if (activity.type === 'Delete') posts.delete(activity.object.id);
        else if (activity.type !== 'Accept') posts.set(activity.object.id, activity.object.content ?? '');
      }
      response.writeHead(status ?? 202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    platform: 'activitypub',
    stableId: 'chinhphu',
    credentials: {},
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults: ['500', '503', '429'],
    misbehave: (faults) => void refusals.splice(0, refusals.length, ...faults.map(Number)),
    standing: (code) => [...posts.values()].filter((text) => text.includes(code)),
    calls: () => calls,
    isRevoked: () => false,
    renew: () => undefined,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
