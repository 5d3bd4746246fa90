import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { instant, now } from '../src/kernel/time.ts';
import type { Rush, RushResult } from './embargo-rush-clients.ts';
import { openNewsroom, serve } from './newsroom-kit.ts';
import { NGINX, nginx, rawBody } from './page.ts';
import { processorSeconds } from './processor-time-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

/** MOTCUA_BENCH_READERS makes it shorter, at the same number of readers a second. */
const READERS = Number(process.env['MOTCUA_BENCH_READERS'] ?? 20_000);
const WINDOW_MS = (60_000 * READERS) / 20_000;
/** A third of the minute lies before the moment. */
const BEFORE_MS = WINDOW_MS / 3;
const PEAK_PER_SECOND = 1_200;
const PEAK_MS = WINDOW_MS / 20;
const paragraph =
  'Các địa phương rà soát, sơ tán người dân khỏi vùng nguy hiểm; bảo đảm lương thực, nước uống, thuốc men; trực ban hai mươi bốn giờ mỗi ngày và báo cáo kết quả trước 17 giờ hằng ngày.';

/**
 * When each reader arrives: few at first, more and more towards the moment, a wave of 1,200 a second at it, then ever fewer;
 * 15 % come before the moment, 18 % in the wave.
 */
function arrivals(): number[] {
  const before = Math.round(READERS * 0.15);
  const wave = Math.round((PEAK_PER_SECOND * PEAK_MS) / 1_000);
  const after = READERS - before - wave;
  const tail = WINDOW_MS - BEFORE_MS - PEAK_MS;
  const fall = 3;
  return [
    ...Array.from({ length: before }, (_, index) => BEFORE_MS * Math.sqrt((index + 0.5) / before)),
    ...Array.from({ length: wave }, (_, index) => BEFORE_MS + (PEAK_MS * index) / wave),
    ...Array.from(
      { length: after },
      (_, index) => BEFORE_MS + PEAK_MS - (tail / fall) * Math.log(1 - ((index + 0.5) / after) * (1 - Math.exp(-fall))),
    ),
  ].map(Math.round);
}

/** Sends the readers; resolves when the last has gone. `prepare` is told the moment beforehand. */
async function rush(port: number, paths: Rush['paths'], secret: string, prepare: (moment: Date) => Promise<void>): Promise<RushResult> {
  const clients = fork(fileURLToPath(new URL('./embargo-rush-clients.ts', import.meta.url)), [], {
    execArgv: ['--conditions=source', '--import', 'tsx'],
    serialization: 'advanced',
  });
  await new Promise((resolve) => clients.once('message', resolve));
  const start = now().getTime() + 1_500;
  const moment = start + BEFORE_MS;
  await prepare(instant(moment));
  const result = new Promise<RushResult>((resolve, reject) => {
    clients.once('message', (message) => resolve(message as RushResult));
    clients.once('exit', () => reject(new Error('the readers ended')));
  });
  clients.send({ port, start, moment, arrivals: arrivals(), paths, secret } satisfies Rush);
  try {
    return await result;
  } finally {
    clients.removeAllListeners('exit');
    clients.disconnect();
  }
}

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
const spread = ({ times }: RushResult): string =>
  `p50 ${at(times, 0.5)}, p95 ${at(times, 0.95)}, p99 ${at(times, 0.99)}, max ${at(times, 1)} ms`;

/** nginx with the bytes of the three pages as they are after the moment, under the same arrivals. */
async function besideNginx(folder: string, origin: string, paths: Rush['paths'], code: string): Promise<RushResult | undefined> {
  if (!existsSync(NGINX)) return undefined;
  const [first] = paths;
  const sample = await fetch(`${origin}${first?.path ?? ''}`, { headers: { 'accept-encoding': 'br' } });
  const server = await nginx(folder, await rawBody(`${origin}${first?.path ?? ''}`), sample.headers);
  try {
    const copies = paths.map(({ path, share }, index) => ({ path: `/copy-${index}`, share, from: path }));
    for (const copy of copies) await writeFile(join(folder, 'www', copy.path), await rawBody(origin + copy.from));
    // It shows them all the time: what it is compared in is only how fast.
    const result = await rush(Number(new URL(server.url).port), copies, code, async () => undefined);
    return { ...result, early: 0 };
  } finally {
    await server.close();
  }
}

function rowOf(ours: RushResult, peer: RushResult | undefined, processor: number): BenchRow {
  const wrong = `${ours.errors} errors, ${ours.early} saw it early, ${ours.late} were told after the moment that it had not come`;
  const when = `${ours.before.toLocaleString('en')} answered before the moment, ${PEAK_PER_SECOND.toLocaleString('en')} a second in the wave at it`;
  const alike = peer && `nginx, one worker, the same bytes from files under the same arrivals, ${peer.errors} errors`;
  return {
    figure: `${READERS.toLocaleString('en')} readers in ${Math.round(WINDOW_MS / 1_000)} s around the end of an embargo`,
    ours: spread(ours),
    peer: peer ? spread(peer) : '–',
    ratio: peer ? at(ours.times, 0.99) / Math.max(1, at(peer.times, 0.99)) : Number.NaN,
    note: `less is better; ratio of p99; floor p99 300 ms, no error; ${wrong}; ${when}; each a connection of its own, from the instant it was to arrive to the last byte; 70 % the release, 20 % the front page, 10 % the Atom feed; one process of the product with its jobs, ${processor.toFixed(0)} s of processor; ${availableParallelism()} cores shared with PostgreSQL and the readers; peer: ${alike ?? 'no nginx on this machine'}`,
  };
}

/** 20,000 readers arriving within a minute around the end of an embargo, on one machine, beside nginx with the same bytes. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-rush-'));
  const room = await openNewsroom(folder);
  try {
    const words = {
      title: 'Thông cáo',
      summary: 'Chỉ đạo tập trung ứng phó mưa lũ.',
      body: Array.from({ length: 12 }, () => paragraph).join('\n\n'),
    };
    for (let count = 0; count < 30; count += 1)
      await room.schedule((await room.approved({ ...words, title: `Thông cáo số ${count + 1}` })).id);
    const written = await room.approved({ ...words, title: 'Thông cáo về công tác ứng phó mưa lũ tại miền Trung' });
    const site = await serve(room, true);
    const paths = [
      { path: `/tin/${written.code}`, share: 7 },
      { path: '/tin', share: 2 },
      { path: '/tin.atom', share: 1 },
    ];
    for (let count = 0; count < 300; count += 1) await fetch(site.origin + (paths[count % 3]?.path ?? '')).then((answer) => answer.text());
    await wait(1_000);
    const used = processorSeconds(site.pid);
    const ours = await rush(Number(new URL(site.origin).port), paths, written.code, (moment) => room.schedule(written.id, moment));
    const processor = processorSeconds(site.pid) - used;
    const peer = await besideNginx(folder, site.origin, paths, written.code);
    site.close();
    return [rowOf(ours, peer, processor)];
  } finally {
    await room.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await printWhenAlone(import.meta.url, run);
