import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import { openNewsroom, serve } from './newsroom-kit.ts';
import { freePort, NGINX, nginx, rawBody } from './page.ts';
import { processorSeconds } from './processor-time-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';
import { ghostAt, startGhost } from './ghost-kit.ts';
import { type Peer, startWordPress } from './wordpress-kit.ts';

const SECONDS = 8;
const CONNECTIONS = 16;
const title = 'Thông cáo về công tác ứng phó mưa lũ tại miền Trung';
const paragraph =
  'Các địa phương rà soát, sơ tán người dân khỏi vùng nguy hiểm; bảo đảm lương thực, nước uống, thuốc men; trực ban hai mươi bốn giờ mỗi ngày và báo cáo kết quả trước 17 giờ hằng ngày.';
const paragraphs = Array.from({ length: 12 }, (_, at) => `${at + 1}. ${paragraph}`);
const article = { title, html: paragraphs.map((one) => `<p>${one}</p>`).join('\n') };

interface Load {
  /** Answers for each second of processor time that all processes of the server used. */
  readonly perCore: number;
  readonly perSecond: number;
}

async function load(url: string, pids: () => Promise<readonly number[]>, headers: Record<string, string>): Promise<Load> {
  const run = (duration: number) => autocannon({ url, connections: CONNECTIONS, duration, headers });
  await run(2);
  const used = async (): Promise<number> => (await pids()).reduce((sum, pid) => sum + processorSeconds(pid), 0);
  const before = await used();
  const result = await run(SECONDS);
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx} answers were not 200, ${result.errors} failed`);
  return { perCore: result.requests.total / ((await used()) - before), perSecond: result.requests.total / result.duration };
}

/** The product with one release, published as an official's is. */
async function ourServer(folder: string): Promise<Peer> {
  const room = await openNewsroom(folder, { fsync: 'off' });
  const { id, code } = await room.approved({ title, summary: 'Chỉ đạo tập trung ứng phó mưa lũ.', body: paragraphs.join('\n\n') });
  await room.schedule(id);
  const site = await serve(room, false);
  return {
    url: `${site.origin}/tin/${code}`,
    pids: async () => [site.pid],
    async close() {
      site.close();
      await room.close();
    },
  };
}

/** nginx with the same bytes and headers from a file. */
async function besideNginx(folder: string, ours: Peer): Promise<Load | undefined> {
  if (!existsSync(NGINX)) return undefined;
  const sample = await fetch(ours.url, { headers: { 'accept-encoding': 'br' } });
  const page = await nginx(folder, await rawBody(ours.url), sample.headers);
  try {
    return await load(page.url, async () => [page.pid], { 'accept-encoding': 'br' });
  } finally {
    await page.close();
  }
}

/** WordPress with the same text, or why there is none. */
async function besideWordPress(folder: string): Promise<Load | string> {
  const own = join(folder, 'wordpress');
  await mkdir(own);
  try {
    const peer = await startWordPress(own, await freePort(), article);
    try {
      return await load(peer.url, peer.pids, { 'accept-encoding': 'gzip' });
    } finally {
      await peer.close();
    }
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? 'unknown';
  }
}

/** Ghost with the same text, or why there is none; its name says which. */
async function besideGhost(folder: string): Promise<{ readonly name: string; readonly load: Load | string }> {
  const found = await ghostAt();
  if (typeof found === 'string') return { name: 'Ghost', load: found };
  try {
    const peer = await startGhost(found.folder, join(folder, 'ghost'), await freePort(), article);
    try {
      return { name: found.name, load: await load(peer.url, peer.pids, { 'accept-encoding': 'gzip' }) };
    } finally {
      await peer.close();
    }
  } catch (error) {
    return { name: found.name, load: (error as Error).message.split('\n')[0] ?? 'unknown' };
  }
}

function rowOf(name: string, ours: Load, peer: Load | string | undefined, note: string): BenchRow {
  const had = typeof peer === 'object';
  return {
    figure: `release page, per core, beside ${name} (1/s)`,
    ours: ours.perCore.toFixed(0),
    peer: had ? peer.perCore.toFixed(0) : '–',
    ratio: had ? Number((ours.perCore / peer.perCore).toPrecision(3)) : Number.NaN,
    note: had
      ? `${note}; answers for each second of processor time of all its processes`
      : `${name} was not to be had: ${peer ?? 'not installed'}`,
  };
}

/** The page of a release, per core: beside nginx with the same bytes, and beside WordPress and Ghost with the same text. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-release-'));
  const ours = await ourServer(folder);
  try {
    await fetch(ours.url);
    await wait(1_000);
    const own = await load(ours.url, ours.pids, { 'accept-encoding': 'br' });
    const file = await besideNginx(folder, ours);
    const wordpress = await besideWordPress(folder);
    const ghost = await besideGhost(folder);
    return [
      rowOf('nginx', own, file, 'floor 3,000/s; one worker, the same bytes and headers from a file'),
      rowOf(
        'WordPress',
        own,
        wordpress,
        'floor 10 ×; Debian’s WordPress on MariaDB, PHP-FPM with opcache and nginx, no page cache, the same text',
      ),
      rowOf(
        ghost.name,
        own,
        ghost.load,
        'floor 10 ×; Ghost on its own SQLite with its default theme and caching (it keeps no pages), no proxy before it, nothing stubbed, the same text',
      ),
    ];
  } finally {
    await ours.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await printWhenAlone(import.meta.url, run);
