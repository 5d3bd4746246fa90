import { execFile } from 'node:child_process';
import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort, type Product, startProduct } from '../test/product.ts';

/** One installation under test: the built product on a data folder and a port that stay the same over its lives. */
export interface Site {
  readonly dataFolder: string;
  readonly port: number;
  /** Starts it, if need be with a failpoint armed; seconds until it was ready. */
  start(failpoint?: string): Promise<number>;
  /** Undefined while it is not running. */
  pid(): number | undefined;
  kill(): Promise<void>;
  /** Exit code of an orderly stop, and how long it took. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; seconds: number }>;
  /** Waits until the process is dead (`Z` or gone) or stopped (`T`); false when the time runs out. */
  reaches(state: 'dead' | 'stopped', withinMs: number): Promise<boolean>;
  postmaster(): Promise<number | undefined>;
  databaseUrl(): Promise<string>;
}

export interface SiteOptions {
  readonly dataFolder: string;
  readonly port?: number;
  /** What the product prints is appended here. */
  readonly logFile: string;
}

export async function openSite({ dataFolder, logFile, ...options }: SiteOptions): Promise<Site> {
  const port = options.port ?? (await freePort());
  let product: Product | undefined;
  /** Known from the first instant of a start on, unlike `product`. */
  let current: number | undefined;
  let starting: Promise<unknown> = Promise.resolve();

  const keepOutput = async (): Promise<void> => {
    if (product) await appendFile(logFile, `--- pid ${product.pid}\n${product.output()}\n`);
  };
  const pid = (): number | undefined => (current !== undefined && isAlive(current) ? current : undefined);
  const reaches = async (state: 'dead' | 'stopped', withinMs: number): Promise<boolean> => {
    const until = performance.now() + withinMs;
    while (performance.now() < until) {
      const now = current === undefined ? 'not begun' : await stateNow(current);
      if (state === 'dead' ? now === undefined || now === 'Z' : now === 'T') return true;
      await wait(20);
    }
    return false;
  };

  return {
    dataFolder,
    port,
    pid,
    reaches,
    async start(failpoint) {
      await keepOutput();
      current = undefined;
      const began = performance.now();
      product = undefined;
      const env = { MOTCUA_FAILPOINT: failpoint ?? '' };
      const started = startProduct({ dataFolder, port, env, onSpawn: (spawned) => (current = spawned) });
      starting = started.catch(() => undefined);
      product = await started;
      return (performance.now() - began) / 1000;
    },
    async kill() {
      if (current !== undefined) signal(current, 'SIGKILL');
      await reaches('dead', 5_000);
    },
    async stop(how = 'SIGTERM') {
      const began = performance.now();
      if (current !== undefined) signal(current, 'SIGCONT');
      await starting;
      const code = (await product?.stop(how)) ?? null;
      await keepOutput();
      product = undefined;
      current = undefined;
      return { code, seconds: (performance.now() - began) / 1000 };
    },
    async postmaster() {
      const line = (await readFile(join(dataFolder, 'postgres/postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0];
      return Number(line) || undefined;
    },
    async databaseUrl() {
      const password = (await readFile(join(dataFolder, 'secrets/database-password'), 'utf8')).trim();
      const databasePort = (await readFile(join(dataFolder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[3]?.trim();
      return `postgres://motcua:${password}@127.0.0.1:${databasePort}/motcua`;
    },
  };
}

/** Sends a signal to one process; one that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  return signal(pid, 0 as never);
}

/** Letter of the process state as the kernel says it; undefined when there is no such process. */
async function stateNow(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    return line?.slice(line.lastIndexOf(')') + 2)[0];
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'state=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim()[0];
}

/** A postmaster and all its children. */
export async function clusterPids(postmaster: number): Promise<number[]> {
  const pids = process.platform === 'linux' ? (await readdir('/proc')).filter((name) => /^\d+$/.test(name)) : [];
  const children = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const parent = Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]);
      return parent === postmaster ? [Number(pid)] : [];
    }),
  );
  return [postmaster, ...children.flat()];
}
