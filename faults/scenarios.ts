import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readdir, rm, unlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../test/product.ts';
import { motcua } from './command-line.ts';
import { type Answer, openClient } from './http-client.ts';
import { sentenceOf } from './insist.ts';
import type { Journal, Operation } from './journal.ts';
import { type Fault, type FaultContext, withoutPostgres } from './kinds.ts';
import { runSchedule, type ScheduleResult } from './schedule.ts';
import { clusterPids, openSite, signal, type Site } from './site.ts';
import { acceptanceOf, locationOf, makePacket, sendPacket } from './workload.ts';
import { copyData, type World } from './world.ts';

export interface ScenarioResult {
  readonly name: string;
  readonly held: boolean;
  /** What was seen, in a sentence. */
  readonly seen: string;
}

export interface ScenarioOptions {
  readonly template: string;
  readonly world: World;
  readonly folder: string;
  /** How long the database is away. */
  readonly outageSeconds: number;
}

type Scenario = (options: ScenarioOptions) => Promise<ScenarioResult>;

/** All of them, one after another, saying each result. */
export async function runScenarios(options: ScenarioOptions & { say(line: string): void }): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const scenario of [
    portTaken,
    folderUnreadable,
    secondInstance,
    orphanTakenOver,
    stopsCleanly,
    databaseGone,
    databaseStill,
    diskFull,
  ]) {
    const result = await scenario(options);
    options.say(`${result.held ? 'held' : 'NOT HELD'}: ${result.name}: ${result.seen}`);
    results.push(result);
  }
  return results;
}

/** One sentence for the operator, in both languages, and no stack. */
function isOneSentence(output: string): boolean {
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !line.includes('…'));
  return lines.length === 1 && lines[0]!.includes(' / ') && !/\bat .*:\d+:\d+/.test(output);
}

function refusedStart(name: string, { code, output }: { code: number; output: string }): ScenarioResult {
  return { name, held: code > 0 && isOneSentence(output), seen: `exit code ${code}: ${output.trim().split('\n').at(-1)}` };
}

export const portTaken: Scenario = async ({ folder }) => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const dataFolder = join(folder, 'port-taken');
  const finished = await motcua(['start'], { MOTCUA_DATA: dataFolder, MOTCUA_PORT: String(port) });
  server.close();
  const untouched = await readdir(dataFolder).then(
    () => false,
    () => true,
  );
  const result = refusedStart('port taken', finished);
  return { ...result, held: result.held && untouched };
};

const NOBODY = 65_534;

export const folderUnreadable: Scenario = async ({ folder }) => {
  const name = 'data folder unreadable';
  // Root may read everything; somebody else must try.
  const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if ((await motcua(['--help'], {}, as)).code !== 0) return notTried(name, 'nobody but root can read this checkout');
  const dataFolder = join(folder, 'unreadable');
  await mkdir(dataFolder, { recursive: true });
  await chmod(folder, 0o755);
  await chmod(dataFolder, 0o000);
  const finished = await motcua(['start'], { MOTCUA_DATA: dataFolder, MOTCUA_PORT: String(await freePort()), HOME: folder }, as);
  await rm(dataFolder, { recursive: true, force: true });
  return refusedStart(name, finished);
};

/** A running site on a copy of the template, for what needs no clients. */
async function withSite(options: ScenarioOptions, name: string, work: (site: Site) => Promise<ScenarioResult>): Promise<ScenarioResult> {
  const folder = join(options.folder, name);
  await rm(folder, { recursive: true, force: true });
  await copyData(options.template, join(folder, 'data'));
  const site = await openSite({ dataFolder: join(folder, 'data'), logFile: join(folder, 'product.log') });
  try {
    await site.start();
    const result = await work(site);
    await site.stop();
    if (result.held) await rm(folder, { recursive: true, force: true });
    return result;
  } finally {
    await site.stop();
  }
}

export const secondInstance: Scenario = (options) =>
  withSite(options, 'second-instance', async (site) => {
    const finished = await motcua(['start'], { MOTCUA_DATA: site.dataFolder, MOTCUA_PORT: String(await freePort()) });
    const result = refusedStart('second instance on the same data folder', finished);
    const first = await openClient(site.port, 1).get('/health/ready');
    return { ...result, held: result.held && first.status === 200, seen: `${result.seen}; the first answers ${first.status}` };
  });

export const orphanTakenOver: Scenario = (options) =>
  withSite(options, 'orphan', async (site) => {
    const before = await site.postmaster();
    await site.kill();
    const survived = before !== undefined && signal(before, 0 as never);
    const seconds = await site.start();
    const after = await site.postmaster();
    return {
      name: 'kill -9 of the process alone, then start',
      held: survived && before === after,
      seen: `the next start took over the orphaned PostgreSQL (pid ${before} → ${after}) and was ready in ${seconds.toFixed(1)} s`,
    };
  });

export const stopsCleanly: Scenario = (options) =>
  withSite(options, 'stop', async (site) => {
    const postmaster = (await site.postmaster()) ?? 0;
    const client = openClient(site.port, 1, options.world.sessions['vanthu.vpcp']);
    await Promise.all([1, 2, 3, 4].map(() => client.get('/van-ban-di')));
    const { code, seconds } = await site.stop('SIGINT');
    client.close();
    const left = !(await endsWithin(postmaster, 3_000));
    return {
      name: 'Ctrl-C',
      held: code === 0 && seconds < 10 && !left,
      seen: `ended with code ${code} in ${seconds.toFixed(1)} s; PostgreSQL ${left ? 'still runs' : 'ended too'}`,
    };
  });

/** The process itself ends a moment after it has taken its pid file away. */
async function endsWithin(pid: number, ms: number): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += 50) {
    if (!signal(pid, 0 as never)) return true;
    await wait(50);
  }
  return false;
}

interface Probe {
  readonly what: string;
  readonly status: number;
  readonly seconds: number;
  readonly sentence: string;
}

/** A page for officials, a form, and a program, at the same time; what they ask for is in the journal like everybody's. */
async function probe({ site, journal, random }: FaultContext, world: World): Promise<Probe[]> {
  const person = openClient(site.port, 200, world.sessions['chuyenvien.vpcp']);
  const program = openClient(site.port, 201);
  const key = randomUUID();
  const fields = {
    kind: 'cong-van',
    abstract: 'Về việc hỏi giữa sự cố',
    markdown: 'Thử.',
    place: 'Hà Nội',
    recipients: 'Lưu: VT',
    urgency: '0',
    secrecy: 'none',
  };
  const packet = await makePacket(world, random);
  const asked: Asked[] = [
    { what: 'page', ask: () => person.get('/van-ban-den') },
    { what: 'form', operation: 'create', key, ask: () => person.form('/soan-thao/moi', { ...fields, _key: key }), read: locationOf },
    {
      what: 'program',
      operation: 'packet',
      key: packet.documentId,
      ask: () => sendPacket(program, world, packet.bytes),
      read: acceptanceOf,
    },
  ];
  const probes = await Promise.all(asked.map((one) => askOnce(journal, one)));
  person.close();
  program.close();
  return probes;
}

interface Asked {
  readonly what: string;
  readonly operation?: Operation;
  readonly key?: string;
  ask(): Promise<Answer>;
  read?(answer: Answer): string;
}

async function askOnce(journal: Journal, { what, operation, key = '', ask, read }: Asked): Promise<Probe> {
  const began = performance.now();
  const entry = operation && journal.begin({ client: 'probe', operation, path: what, key, about: [] });
  if (entry) journal.attempt(entry);
  const answer = await ask().catch((error: Error) => ({ status: 0, body: error.message, headers: {} }));
  const seconds = (performance.now() - began) / 1000;
  if (entry) {
    const done = answer.status > 0 && answer.status < 400;
    journal.answered(entry, { status: answer.status, answer: read?.(answer) ?? '' }, done ? 'acknowledged' : 'refused');
    entry.again = async () => read?.(await ask()) ?? '';
  }
  return { what, status: answer.status, seconds, sentence: sentenceOf(answer.body) };
}

function describe(probes: readonly Probe[]): string {
  return probes.map(({ what, status, seconds }) => `${what} ${status} in ${seconds.toFixed(1)} s`).join(', ');
}

/** A schedule with one long fault, during which pages are asked what they say. */
async function underWork(
  options: ScenarioOptions,
  name: string,
  work: (site: Site, probes: () => Promise<Probe[]>) => Promise<Probe[]>,
  isRight: (probes: readonly Probe[]) => boolean,
  place?: (dataFolder: string) => Promise<() => Promise<void>>,
): Promise<ScenarioResult> {
  let probes: Probe[] = [];
  const fault: Fault = {
    name,
    async inject(context) {
      probes = await work(context.site, () => probe(context, options.world));
      return { name, over: Date.now() };
    },
  };
  const folder = join(options.folder, name.replaceAll(/[^a-zA-Z0-9]+/g, '-').toLowerCase());
  const common = { template: options.template, world: options.world, folder, seed: 1, faults: [fault] };
  const result = await runSchedule(place ? { ...common, place } : common);
  const faults = [...result.lost, ...result.doubled, ...result.wrong];
  const held = faults.length === 0 && isRight(probes);
  if (held) await rm(folder, { recursive: true, force: true });
  return {
    name,
    held,
    seen: `meanwhile ${describe(probes)}: “${probes[0]?.sentence ?? ''}”; ${summary(result)}${faults
      .slice(0, 5)
      .map((one) => `; ${one}`)
      .join('')}`,
  };
}

function summary({ documents, packets, recovery, lost, doubled }: ScheduleResult): string {
  return `first write ${recovery.toFixed(1)} s after it was over; of ${documents} sendings and ${packets} packets acknowledged ${lost.length} lost, ${doubled.length} doubled`;
}

const saysAway = (probes: readonly Probe[]): boolean =>
  probes.every((one) => one.status === 503 && one.seconds < 8 && /Cơ sở dữ liệu đang không trả lời/.test(one.sentence));

export const databaseGone: Scenario = (options) =>
  underWork(
    options,
    `PostgreSQL gone for ${options.outageSeconds} s`,
    async (site, probes) => {
      let seen: Probe[] = [];
      await withoutPostgres(site, async () => {
        await wait(1_000);
        seen = await probes();
        await wait(Math.max(0, options.outageSeconds * 1000 - 2_000));
      });
      return seen;
    },
    saysAway,
  );

export const databaseStill: Scenario = (options) =>
  underWork(
    options,
    `PostgreSQL stands still for ${options.outageSeconds} s`,
    async (site, probes) => {
      const pids = await clusterPids((await site.postmaster()) ?? 0);
      for (const pid of pids) signal(pid, 'SIGSTOP');
      try {
        await wait(4_000);
        const seen = await probes();
        await wait(Math.max(0, options.outageSeconds * 1000 - 5_000));
        return seen;
      } finally {
        for (const pid of pids) signal(pid, 'SIGCONT');
      }
    },
    saysAway,
  );

const DISK_MB = 300;

export const diskFull: Scenario = async (options) => {
  const name = 'disk full';
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return notTried(name);
  return underWork(
    options,
    name,
    async (site, probes) => {
      const filler = join(site.dataFolder, 'filler');
      await fill(filler);
      const first = await probes();
      await spendReserves(site);
      await fill(filler);
      const seen = [...(await probes()), ...first];
      await wait(Math.min(10_000, options.outageSeconds * 500));
      await unlink(filler);
      return seen;
    },
    // As long as there are reserves, what needs a new file is refused and the rest goes on; then everything waits.
    (probes) =>
      probes.slice(0, 3).every((one) => [503, 507].includes(one.status)) &&
      probes.slice(3).every((one) => (one.what === 'program' ? one.status === 507 : [200, 303, 503, 507].includes(one.status))),
    smallDisk(DISK_MB),
  );
};

/** Writes until there is no room left. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'a');
  for (const size of [1 << 20, 4_096]) {
    try {
      for (;;) await file.write(Buffer.alloc(size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  await file.close();
}

/** The first start finds no room: one sentence, and nothing that a later start would take for a whole database. */
export const diskFullAtStart: Scenario = async ({ folder }) => {
  const name = 'disk full at the first start';
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return notTried(name);
  const dataFolder = join(folder, 'small');
  const remove = await smallDisk(12)(dataFolder);
  const finished = await motcua(['start'], { MOTCUA_DATA: dataFolder, MOTCUA_PORT: String(await freePort()) });
  const half = await readdir(join(dataFolder, 'postgres')).then(
    () => true,
    () => false,
  );
  await remove();
  const result = refusedStart(name, finished);
  return { ...result, held: result.held && !half };
};

function notTried(name: string, because = 'only root can mount a small disk'): ScenarioResult {
  return { name, held: true, seen: `not tried: ${because}` };
}

/** A disk in memory, so that nobody else's is filled. */
function smallDisk(megabytes: number): (folder: string) => Promise<() => Promise<void>> {
  return async (folder) => {
    await mkdir(folder, { recursive: true });
    await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'none', folder]);
    return async () => {
      await promisify(execFile)('umount', [folder]);
    };
  };
}

/** PostgreSQL keeps empty log files in reserve, some minutes' worth; they are used up here as much work would do it. */
async function spendReserves(site: Site): Promise<void> {
  const client = new pg.Client({ connectionString: await site.databaseUrl() });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (let megabytes = 0; megabytes < DISK_MB; megabytes += 1) {
      await client.query(`select pg_logical_emit_message(false, 'faults', repeat('x', 1000000))`);
    }
  } catch {
    // No room left for the log: that is what was wanted.
  } finally {
    await client.end().catch(() => undefined);
  }
}
