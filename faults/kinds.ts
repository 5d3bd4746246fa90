import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Journal } from './journal.ts';
import type { Random } from './random.ts';
import { clusterPids, signal, type Site } from './site.ts';

/** Places in the product's own code at which it can be made to die or to stand still (MOTCUA_FAILPOINT). */
export const points = [
  'after-insert',
  'before-commit',
  'after-commit-before-delivery',
  'after-inbox-insert',
  'after-inbox-commit',
  'before-receipts-stored',
  'during-sealing',
  'after-number',
  'action-before-commit@drafting.sign-document',
  'action-after-commit@drafting.sign-document',
  'action-before-commit@drafting.seal-document',
  'action-after-commit@drafting.create-draft',
  'action-after-commit@axis.send-document',
  'action-after-commit@axis.accept-packets',
  'action-before-commit@axis.register-incoming',
  'action-after-commit@axis.register-incoming',
] as const;

export interface FaultContext {
  readonly site: Site;
  readonly random: Random;
  readonly journal: Journal;
}

export interface Injected {
  /** As the table names it. */
  readonly name: string;
  /** Instant (ms) at which its cause was over: recovery is counted from here. */
  readonly over: number;
}

export interface Fault {
  readonly name: string;
  inject(context: FaultContext): Promise<Injected>;
}

/** A point that nobody passes within this time was not reached; the table says so. */
const POINT_LIMIT_MS = 20_000;

/** Points that every document passes are let pass some times, so that there is something to lose. */
function passesOf(point: string, random: Random): number {
  if (point === 'during-sealing' || point === 'after-commit-before-delivery') return random.between(3, 12);
  return random.between(1, 5);
}

async function orderlyStop(site: Site, journal: Journal): Promise<void> {
  const { code, seconds } = await site.stop();
  if (code !== 0 || seconds > 10) journal.surprises.push(`an orderly stop took ${seconds.toFixed(1)} s and ended with code ${code}`);
}

/** Starts with a point armed and waits until the process is there; the start itself may already be the end. */
async function armAndWait({ site, journal }: FaultContext, failpoint: string, state: 'dead' | 'stopped'): Promise<boolean> {
  await orderlyStop(site, journal);
  const started = await Promise.race([
    site.start(failpoint).then(
      () => true,
      () => false,
    ),
    site.reaches(state, POINT_LIMIT_MS).then(() => true),
  ]);
  return started ? site.reaches(state, POINT_LIMIT_MS) : true;
}

function killAtPoint(point: string): Fault {
  return {
    name: `kill -9 at ${point}`,
    async inject(context) {
      const { site, random } = context;
      const reached = await armAndWait(context, `${point}:${passesOf(point, random)}`, 'dead');
      if (!reached) await site.kill();
      const over = Date.now();
      await site.start();
      return { name: `kill -9 at ${point}${reached ? '' : ' (not reached: at random)'}`, over };
    },
  };
}

function killPostgresAtPoint(point: string): Fault {
  return {
    name: `kill -9 PostgreSQL at ${point}`,
    async inject(context) {
      const { site, random } = context;
      const reached = await armAndWait(context, `pause:${point}:${passesOf(point, random)}`, 'stopped');
      const postmaster = await site.postmaster();
      if (postmaster) signal(postmaster, 'SIGKILL');
      await wait(300);
      const over = Date.now();
      signal(site.pid() ?? 0, 'SIGCONT');
      return { name: `kill -9 PostgreSQL at ${point}${reached ? '' : ' (not reached: at random)'}`, over };
    },
  };
}

const killProcess: Fault = {
  name: 'kill -9 of the process',
  async inject({ site }) {
    await site.kill();
    const over = Date.now();
    await site.start();
    return { name: this.name, over };
  },
};

const killPostgres: Fault = {
  name: 'kill -9 of PostgreSQL',
  async inject({ site }) {
    const postmaster = await site.postmaster();
    if (postmaster) signal(postmaster, 'SIGKILL');
    return { name: this.name, over: Date.now() };
  },
};

const killBackend: Fault = {
  name: 'kill -9 of one database connection',
  async inject({ site, random }) {
    const children = (await clusterPids((await site.postmaster()) ?? 0)).slice(1);
    if (children.length > 0) signal(random.pick(children), 'SIGKILL');
    return { name: this.name, over: Date.now() };
  },
};

const killBoth: Fault = {
  name: 'kill -9 of both',
  async inject({ site }) {
    for (const pid of await clusterPids((await site.postmaster()) ?? 0)) signal(pid, 'SIGKILL');
    await site.kill();
    const over = Date.now();
    await site.start();
    return { name: this.name, over };
  },
};

const stopAndStart: Fault = {
  name: 'SIGTERM, start',
  async inject({ site, journal }) {
    await orderlyStop(site, journal);
    const over = Date.now();
    await site.start();
    return { name: this.name, over };
  },
};

const pauseProcess: Fault = {
  name: 'process stands still',
  async inject({ site, random }) {
    const seconds = random.between(2, 18);
    const pid = site.pid() ?? 0;
    signal(pid, 'SIGSTOP');
    await wait(seconds * 1000);
    const over = Date.now();
    signal(pid, 'SIGCONT');
    return { name: `process stands still ${seconds} s`, over };
  },
};

const pausePostgres: Fault = {
  name: 'PostgreSQL stands still',
  async inject({ site, random }) {
    const seconds = random.between(2, 8);
    const pids = await clusterPids((await site.postmaster()) ?? 0);
    for (const pid of pids) signal(pid, 'SIGSTOP');
    await wait(seconds * 1000);
    const over = Date.now();
    for (const pid of pids) signal(pid, 'SIGCONT');
    return { name: `PostgreSQL stands still ${seconds} s`, over };
  },
};

const postgresAway: Fault = {
  name: 'PostgreSQL gone',
  async inject({ site, random }) {
    const seconds = random.between(2, 8);
    await withoutPostgres(site, () => wait(seconds * 1000));
    return { name: `PostgreSQL gone ${seconds} s`, over: Date.now() };
  },
};

/** Kills the database and takes its folder away, so that it cannot be brought back, while something is done. */
export async function withoutPostgres(site: Site, work: () => Promise<unknown>): Promise<void> {
  const folder = join(site.dataFolder, 'postgres');
  const pids = await clusterPids((await site.postmaster()) ?? 0);
  await rename(folder, `${folder}.away`);
  for (const pid of pids) signal(pid, 'SIGKILL');
  try {
    await work();
  } finally {
    await rename(`${folder}.away`, folder);
  }
}

const rare: readonly Fault[] = [killBackend, killBoth, stopAndStart, pauseProcess, pausePostgres, postgresAway];
const atRandom: readonly Fault[] = [killProcess, killPostgres, ...rare];

/** Every point with both faults, and the others, shuffled by a seed: schedule after schedule takes its share. */
export function deckOf(random: Random): Fault[] {
  return random.shuffled([...points.map(killAtPoint), ...points.map(killPostgresAtPoint), ...atRandom, ...atRandom]);
}
