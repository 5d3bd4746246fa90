import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { transaction } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { type BenchSite, benchSite } from '../bench/axis-kit.ts';
import { makeActor } from '../src/systems/channels/activitypub/make-actor.ts';
import { openAccount, prepareChannels } from '../src/systems/channels/test-kit.ts';
import type { Turn, TurnEnd } from './channel-carrier.ts';
import { type FaultyPlatform, faultyPlatforms, type Weather } from './channel-platforms.ts';

/** One agency with an account on every platform that has a double, and carriers that may be killed. */
export interface ChannelWorld {
  readonly site: BenchSite;
  readonly services: Services;
  readonly agencyId: string;
  readonly platforms: readonly FaultyPlatform[];
  /** Connection ids by platform. */
  readonly connections: ReadonlyMap<string, string>;
  readonly weather: Weather;
  /** A release's video, which YouTube needs. */
  readonly video: Readonly<Record<string, unknown>>;
  /**
   * Has the carrier take a turn; `killed`: it died in it, and another stands ready. `both`: the other one is at the same work at the
   * same time, with no point armed.
   */
  turn(turn: Turn, both?: boolean): Promise<TurnEnd | 'killed'>;
  close(): Promise<void>;
}

const PUBLIC_URL = 'http://localhost';

export async function channelWorld(): Promise<ChannelWorld> {
  const site = await benchSite();
  const { services } = site;
  const agencyId = await prepareChannels(services);
  const weather: Weather = { down: false };
  const platforms = await faultyPlatforms(weather);
  const connections = new Map<string, string>();
  for (const one of platforms) connections.set(one.platform, await openAccount(services, { agencyId, ...one }));
  const fediverse = connections.get('activitypub') ?? '';
  await transaction(services.db, (tx) => makeActor(tx, fediverse, 'chinhphu'));
  await follow(site, fediverse, platforms.find((one) => one.platform === 'activitypub')?.url ?? '');
  const urls = JSON.stringify(Object.fromEntries(platforms.map((one) => [one.platform, one.url])));
  const carriers = standby(() => startCarrier([site.databaseUrl, site.folder, urls, PUBLIC_URL]));
  return {
    site,
    services,
    agencyId,
    platforms,
    connections,
    weather,
    video: await someVideo(services),
    turn: (turn, both) => carriers.turn(turn, both),
    async close() {
      await carriers.close();
      await Promise.all(platforms.map((one) => one.close()));
      await site.close();
    },
  };
}

async function follow({ pool }: BenchSite, connectionId: string, url: string): Promise<void> {
  await pool.pg.query('insert into channels.follower (connection_id, uri, inbox, host, since) values ($1, $2, $3, $4, now())', [
    connectionId,
    `${url}/users/mai`,
    `${url}/inbox`,
    new URL(url).host,
  ]);
}

async function someVideo({ files }: Services): Promise<Record<string, unknown>> {
  const film = randomBytes(2 * 256 * 1024 + 1_000);
  const captions = await files.put(Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nXả lũ từ 14 giờ\n'));
  return {
    kind: 'video',
    hash: await files.put(film),
    type: 'video/mp4',
    bytes: film.length,
    seconds: 3,
    captions: [{ lang: 'vi', hash: captions }],
    alt: 'Đập mở cửa xả',
    credit: '',
    width: 640,
    height: 360,
  };
}

interface Carrier {
  readonly process: ChildProcess;
  readonly ready: Promise<void>;
}

function startCarrier(args: readonly string[]): Carrier {
  const child = fork(fileURLToPath(new URL('channel-carrier.ts', import.meta.url)), args, {
    execArgv: ['--conditions=source', '--import', 'tsx'],
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code, signal) => reject(new Error(`a carrier ended before it began: ${code ?? signal}`)));
  });
  ready.catch(() => undefined);
  return { process: child, ready };
}

/** One carrier at work and one that waits to take its place. */
function standby(start: () => Carrier): { turn: ChannelWorld['turn']; close(): Promise<void> } {
  let current = start();
  let next = start();
  return {
    async turn(turn, both = false) {
      await Promise.all([current.ready, ...(both ? [next.ready] : [])]);
      const [end, other] = await Promise.all([
        oneTurn(current.process, turn),
        ...(both ? [oneTurn(next.process, { ...turn, failpoint: '' })] : []),
      ]);
      if (end === 'killed') {
        current = next;
        next = start();
      }
      return end === 'killed' || other === undefined || other === 'killed' ? end : sooner(end, other);
    },
    async close() {
      for (const { process: child } of [current, next]) child.kill('SIGKILL');
    },
  };
}

/** What both left to do. */
function sooner(one: TurnEnd, other: TurnEnd): TurnEnd {
  const next = [one.next, other.next].filter((at) => at !== undefined);
  const trouble = one.trouble ?? other.trouble;
  return { ...(next.length > 0 ? { next: Math.min(...next) } : {}), ...(trouble === undefined ? {} : { trouble }) };
}

function oneTurn(child: ChildProcess, turn: Turn): Promise<TurnEnd | 'killed'> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null, signal: string | null): void =>
      signal === 'SIGKILL' ? resolve('killed') : reject(new Error(`a carrier ended with ${code ?? signal}`));
    child.once('exit', onExit);
    child.once('message', (end) => {
      child.off('exit', onExit);
      resolve(end as TurnEnd);
    });
    child.send(turn);
  });
}
