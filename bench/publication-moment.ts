import { createECDH, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import sharp from 'sharp';
import { keepMailAddress, keepPushTarget } from '../src/core/notifications/index.ts';
import { transaction } from '../src/kernel/db.ts';
import { instant, now } from '../src/kernel/time.ts';
import { type Newsroom, openNewsroom, type Served, serve, type Written } from './newsroom-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

/** MOTCUA_BENCH_MOMENTS makes it shorter for a first try. */
const MOMENTS = Number(process.env['MOTCUA_BENCH_MOMENTS'] ?? 20);
const MAILS = 200;
const PUSHES = 20;
/** From here on before the moment every address is asked again and again. */
const WATCHED_MS = 1_200;
/** In the last of it as fast as it goes. */
const CLOSE_MS = 150;
const GIVEN_UP_MS = 10_000;

/** An address that must not show the release before its moment, and how it is seen that it does. */
interface Place {
  readonly name: string;
  readonly path: string;
  readonly shows: (status: number, body: string) => boolean;
}

/** Asked together at a moment: all fourteen at once would measure how the asking keeps the process busy. */
const groups: readonly (readonly string[])[] = [
  ['page', 'front page', 'Atom', 'picture'],
  ['search of the site', 'RSS', 'oEmbed', 'API', 'words'],
  ['search of releases', 'JSON Feed', 'sitemap', 'card', 'signature'],
];

/** A word of its own in each title, so that searches find one release only. */
const wordOf = (index: number): string =>
  `mocgio${String.fromCharCode(97 + (index % 26))}${String.fromCharCode(97 + Math.floor(index / 26))}`;

function placesOf({ code, pictureHash }: Written, index: number, publicUrl: string): Place[] {
  const there = (status: number): boolean => status === 200;
  const names = (_status: number, body: string): boolean => body.includes(code);
  const card = `/oembed?url=${encodeURIComponent(`${publicUrl}/tin/${code}`)}`;
  return [
    { name: 'page', path: `/tin/${code}`, shows: there },
    { name: 'front page', path: '/tin', shows: names },
    { name: 'Atom', path: '/tin.atom', shows: names },
    { name: 'RSS', path: '/tin.rss', shows: names },
    { name: 'JSON Feed', path: '/tin.json', shows: names },
    { name: 'API', path: '/api/tin', shows: names },
    { name: 'search of the site', path: `/tim?q=${wordOf(index)}`, shows: names },
    { name: 'search of releases', path: `/tin?q=${wordOf(index)}`, shows: names },
    { name: 'sitemap', path: '/sitemap/tin.xml', shows: names },
    { name: 'picture', path: `/tin/anh/${pictureHash}-480.webp`, shows: there },
    { name: 'oEmbed', path: card, shows: there },
    { name: 'card', path: `/tin/${code}/the`, shows: there },
    { name: 'words', path: `/tin/${code}/1.vi.md`, shows: there },
    { name: 'signature', path: `/tin/${code}/1.jws`, shows: there },
  ];
}

const agent = new Agent({ keepAlive: true });

function ask(origin: string, path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request(origin + path, { agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('latin1') }));
    })
      .on('error', reject)
      .end();
  });
}

/** Milliseconds after the moment at which it is first true; throws when that is before the moment, or never. */
async function firstSeen(what: string, moment: number, look: () => Promise<boolean>): Promise<number> {
  for (;;) {
    const seen = await look();
    const after = now().getTime() - moment;
    if (seen && after < 0) throw new Error(`${what} showed the release ${-after} ms before its moment`);
    if (seen) return after;
    if (after > GIVEN_UP_MS) throw new Error(`${what} did not show the release`);
    await wait(after < -CLOSE_MS ? 40 : 8);
  }
}

async function subscribe({ db }: Newsroom): Promise<void> {
  await transaction(db, async (tx) => {
    for (let count = 0; count < MAILS; count += 1) await keepMailAddress(tx, `nguoi-doc-${count}@vidu.example`);
    const key = createECDH('prime256v1').generateKeys('base64url');
    for (let count = 0; count < PUSHES; count += 1) {
      const target = { endpoint: `https://127.0.0.1:9/${count}`, p256dh: key, auth: randomBytes(16).toString('base64url') };
      await keepPushTarget(tx, target);
    }
  });
}

/** The bare work: a timer, one committed row, a notification that another connection hears. */
async function floor(url: string, moments: number): Promise<number[]> {
  const [writer, listener] = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })];
  await Promise.all([writer.connect(), listener.connect()]);
  await writer.query('create table bare_moment (at timestamptz)');
  await listener.query('listen bare_moment');
  const delays: number[] = [];
  for (let round = 0; round < moments; round += 1) {
    const moment = now().getTime() + 100;
    const heard = new Promise((resolve) => listener.once('notification', resolve));
    await wait(moment - now().getTime());
    await writer.query(`begin; insert into bare_moment values (now()); notify bare_moment; commit`);
    await heard;
    delays.push(Math.max(0, now().getTime() - moment));
  }
  await Promise.all([writer.end(), listener.end()]);
  return delays;
}

/** Publishes one release at a moment between two seconds, watched at one group of places; delays by place. */
async function round(room: Newsroom, site: Served, watch: pg.Client, index: number, delays: Map<string, number[]>): Promise<void> {
  const side = 240 + index;
  const background = { r: (index * 37) % 256, g: (index * 91) % 256, b: 120 };
  const picture = await sharp({ create: { width: side, height: side, channels: 3, background } })
    .jpeg()
    .toBuffer();
  const words = { title: `Thông cáo ${wordOf(index)}`, summary: 'Tóm tắt để đo tốc độ.', body: 'Nội dung để đo tốc độ.' };
  const written = await room.approved(words, picture);
  const moment = now().getTime() + WATCHED_MS + 400 + Math.floor(Math.random() * 1_000);
  await room.schedule(written.id, instant(moment));
  await wait(moment - WATCHED_MS - now().getTime());
  const queued = (channel: string, count: number) => async (): Promise<boolean> => {
    const { rows } = await watch.query<{ count: string }>(
      `select count(*) from notifications.letter l join notifications.message m on m.letter_id = l.id where l.about = $1 and m.channel = $2`,
      [`release:${written.id}`, channel],
    );
    return Number(rows[0]?.count) === count;
  };
  const group = groups[index % groups.length] ?? [];
  const places = placesOf(written, index, room.services.config.publicUrl).filter(({ name }) => group.includes(name));
  const keep = (name: string, delay: number): void => void delays.set(name, [...(delays.get(name) ?? []), delay]);
  await Promise.all([
    ...places.map(async ({ name, path, shows }) => {
      const look = async (): Promise<boolean> => {
        const { status, body } = await ask(site.origin, path);
        return shows(status, body);
      };
      keep(name, await firstSeen(name, moment, look));
    }),
    firstSeen('mail queue', moment, queued('mail', MAILS)).then((delay) => keep('mail queue', delay)),
    firstSeen('push queue', moment, queued('push', PUSHES)).then((delay) => keep('push queue', delay)),
  ]);
}

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
const spread = (values: readonly number[]): string =>
  `min ${at(values, 0)}, p50 ${at(values, 0.5)}, p95 ${at(values, 0.95)}, max ${at(values, 1)} ms`;

function rowOf(what: string, names: readonly string[], delays: ReadonlyMap<string, number[]>, peer: readonly number[]): BenchRow {
  const ours = names.flatMap((name) => delays.get(name) ?? []);
  const each = names.map((name) => `${name} ${at(delays.get(name) ?? [], 0.95)}`).join(', ');
  return {
    figure: `moment of publication → ${what} (ms)`,
    ours: spread(ours),
    peer: `${spread(peer)}: a bare timer, one committed row, a notification heard`,
    ratio: at(ours, 0.95) / Math.max(1, at(peer, 0.95)),
    note: `less is better; ratio of p95; floor 1,000, aim 200; ${MOMENTS} moments for each place, asked every 8 ms; none early; p95 of each: ${each}`,
  };
}

/** From the moment of publication until the release is seen, asked over and over from before it; an answer that is early ends the run. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-moment-'));
  const room = await openNewsroom(folder);
  const watch = new pg.Client({ connectionString: room.url });
  try {
    await subscribe(room);
    await watch.connect();
    await watch.query(
      `insert into subscriptions.follow (address_id, channel, lang, frequency, since) select id, channel, 'vi', 'immediate', now() from notifications.address`,
    );
    const site = await serve(room, true);
    const delays = new Map<string, number[]>();
    // The first ones find an empty site and a cold process.
    for (let index = 0; index < groups.length; index += 1) await round(room, site, watch, index, new Map());
    for (let index = groups.length; index < (MOMENTS + 1) * groups.length; index += 1) await round(room, site, watch, index, delays);
    site.close();
    const peer = await floor(room.url, MOMENTS);
    const queues = ['mail queue', 'push queue'];
    const pages = [...delays.keys()].filter((name) => !queues.includes(name) && name !== 'signature');
    return [
      rowOf('seen on every page, feed, search, picture and API', pages, delays, peer),
      rowOf('signed', ['signature'], delays, peer),
      rowOf(`a message to each of ${MAILS + PUSHES} subscribers queued`, queues, delays, peer),
    ];
  } finally {
    agent.destroy();
    await watch.end();
    await room.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await printWhenAlone(import.meta.url, run);
