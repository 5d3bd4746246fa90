import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { systemActor } from '../src/kernel/permission.ts';
import { now } from '../src/kernel/time.ts';
import { openLiveEvent } from '../src/systems/information/live/actions/open-live-event.ts';
import { postLiveEntry } from '../src/systems/information/live/actions/post-live-entry.ts';
import { proposeLiveEvent } from '../src/systems/information/live/actions/propose-live-event.ts';
import { type Newsroom, openNewsroom, serve } from './newsroom-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

/** MOTCUA_BENCH_WATCHERS makes it smaller for a first try. */
const WATCHERS = Number(process.env['MOTCUA_BENCH_WATCHERS'] ?? 10_000);
const ENTRIES = 10;
const LEFT_FOR_OTHERS = 200;

interface Watched {
  readonly kbEach: number;
  /** Of each entry: until the first, the middle and the last watcher had it, ms. */
  readonly delays: readonly { first: number; middle: number; last: number }[];
}

const text = (round: number): string =>
  `muc-do-${round}: Mực nước tại trạm Mẫu là ${round} m, đang lên; các đội xung kích trực ban suốt đêm.`;

function helper(...args: readonly string[]): ChildProcess {
  return fork(fileURLToPath(new URL('./live-watchers-clients.ts', import.meta.url)), args, {
    execArgv: ['--conditions=source', '--import', 'tsx'],
  });
}

/** What a process holds in memory, KB. */
function residentKb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}

/** Sockets that one process may have open: its own limit, as this one's. */
function mostOpen(): number {
  return Number(/Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 1_024) - LEFT_FOR_OTHERS;
}

/** Opens the streams, then has entries posted; `post` sends one and returns the instant from which it counts. */
async function watched(pid: number, url: URL, count: number, post: (round: number) => Promise<number>): Promise<Watched> {
  const before = residentKb(pid);
  const clients = helper('watch', url.port, url.pathname, String(count));
  try {
    const [open] = (await Promise.race([once(clients, 'message'), once(clients, 'exit').then(() => ['ended'])])) as [string];
    if (open !== 'open') throw new Error('the watchers could not all be let in');
    await wait(2_000);
    const kbEach = (residentKb(pid) - before) / count;
    const delays: { first: number; middle: number; last: number }[] = [];
    for (let round = 1; round <= ENTRIES; round += 1) {
      const came = once(clients, 'message') as Promise<[{ times: number[] }]>;
      const start = await post(round);
      const [{ times }] = await came;
      const sorted = times.map((at) => at - start).toSorted((a, b) => a - b);
      const of = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
      delays.push({ first: of(0), middle: of(0.5), last: of(1) });
      await wait(300 + 100 * (round % 5));
    }
    return { kbEach, delays };
  } finally {
    clients.removeAllListeners();
    clients.kill();
  }
}

async function ours(room: Newsroom, count: number): Promise<Watched> {
  const { act } = room.services;
  const writer = systemActor('bench-writer', room.agencyId);
  const rest = { topics: ['thien-tai'], place: '', date: '2026-11-22', time: '07:30', titleEn: '', leadEn: '' };
  const { id, code } = await act(proposeLiveEvent, writer, { ...rest, titleVi: 'Đo trang trực tiếp', leadVi: 'Dữ liệu để đo tốc độ.' });
  await act(openLiveEvent, systemActor('bench-reviewer', room.agencyId), { id, version: 1 });
  const site = await serve(room, false);
  try {
    const url = new URL(`${site.origin}/tin/truc-tiep/${code}/dong`);
    await fetch(url, { signal: AbortSignal.timeout(2_000) }).then((answer) => answer.body?.cancel());
    return await watched(site.pid, url, count, async (round) => {
      const start = now().getTime();
      await act(postLiveEntry, writer, { id, textVi: text(round) });
      return start;
    });
  } finally {
    site.close();
  }
}

/** A bare server that holds the same streams and writes the same length of text to all. */
async function peer(count: number): Promise<Watched> {
  const server = helper('serve');
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  try {
    return await watched(server.pid ?? 0, new URL(`http://127.0.0.1:${port}/`), count, async (round) => {
      const start = now().getTime();
      server.send(`id: ${round}\ndata: ${text(round)} ${'x'.repeat(1_000)}\n\n`);
      return start;
    });
  } finally {
    server.kill();
  }
}

function rowsOf(count: number, own: Watched, bare: Watched): BenchRow[] {
  const middle = ({ delays }: Watched, of: 'first' | 'middle' | 'last'): number =>
    delays.map((delay) => delay[of]).toSorted((a, b) => a - b)[Math.floor(delays.length / 2)] ?? Number.NaN;
  const worst = ({ delays }: Watched): number => Math.max(...delays.map(({ last }) => last));
  const told = (one: Watched): string =>
    `first ${middle(one, 'first')}, middle ${middle(one, 'middle')}, last ${middle(one, 'last')} ms; worst ${worst(one)} ms`;
  const limit = count < WATCHERS ? `; this machine lets a process open no more than ${count.toLocaleString('en')}` : '';
  const many = count.toLocaleString('en');
  return [
    {
      figure: `memory for each of ${many} watchers of a live page`,
      ours: `${own.kbEach.toFixed(1)} KB`,
      peer: `${bare.kbEach.toFixed(1)} KB`,
      ratio: own.kbEach / bare.kbEach,
      note: `less is better; resident memory of the web process, one process; peer: a bare node:http server that holds the same streams${limit}`,
    },
    {
      figure: `an entry to all of ${many} watchers`,
      ours: told(own),
      peer: told(bare),
      ratio: middle(own, 'last') / Math.max(1, middle(bare, 'last')),
      note: `less is better; ratio of the last; from the start of posting it; medians of ${ENTRIES} entries; the database is asked every 500 ms for all watchers, so that half of that is waiting; peer: a bare server that writes one text to all, told by its parent`,
    },
  ];
}

/** 10,000 watchers of one live page by server-sent events, held by one process, beside a bare server. */
export async function run(): Promise<BenchRow[]> {
  const count = Math.min(WATCHERS, mostOpen());
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-live-'));
  const room = await openNewsroom(folder);
  try {
    const own = await ours(room, count);
    return rowsOf(count, own, await peer(count));
  } finally {
    await room.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await printWhenAlone(import.meta.url, run);
