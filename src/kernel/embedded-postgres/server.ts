import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { EmbeddedPostgresError, runAs } from './binaries.ts';
import { type Cluster, type EmbeddedOptions, identity, prepare, USER } from './cluster.ts';
import { folderProblem, PidFileInTheWay, runningSentence, startProblem } from './problems.ts';

export interface EmbeddedPostgres {
  readonly url: string;
  readonly pid: () => number | undefined;
  stop(): Promise<void>;
}

const DATABASE = 'motcua';
/** Held by the one process that uses an embedded cluster. */
const INSTANCE_LOCK = 720_611_002;
const START_LIMIT_MS = 60_000;
/** A killed server that is still leaving, and a killed process whose lock the server has not yet given up. */
const LEAVING_LIMIT_MS = 10_000;
const LOCK_LIMIT_MS = 3_000;

/**
 * Starts the embedded cluster in a folder, or takes over one that a killed process left running, and keeps it
 * running: when the server dies it is started again on the same port. Throws EmbeddedPostgresError with a
 * sentence for the operator: folder unreadable, disk full, another instance running.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const cluster = await prepare(options);
  options.onProgress?.((await runningPort(cluster)) === undefined ? 'starting' : 'recovering');
  const port = await launchOrJoin(cluster);
  const url = urlOf(cluster, port, DATABASE);
  const guard = await watch(cluster, url, port);
  return { url, pid: () => guard.pid(), stop: guard.stop };
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${USER}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/**
 * Starts a server, or finds the one that runs, and returns its port when it answers. A killed server that is still leaving
 * has its pid file in the way although it is no server any more; one that was found may die before it answers.
 */
async function launchOrJoin(cluster: Cluster): Promise<number> {
  for (let waited = 0; ; waited += 200) {
    const running = await runningPort(cluster);
    try {
      const port = running ?? (await freePort());
      if (running === undefined) await launch(cluster, port);
      if (running === undefined || (await ready(urlOf(cluster, port, 'postgres')))) return port;
    } catch (error) {
      if (!(error instanceof PidFileInTheWay) || waited >= LEAVING_LIMIT_MS) throw error;
    }
    if (waited >= START_LIMIT_MS) throw startProblem(cluster, 'no answer within 60 s');
    await wait(200);
  }
}

/** The port of a live server on this cluster, read from its own pid file; undefined when none runs. */
async function runningPort(cluster: Cluster): Promise<number | undefined> {
  const lines = await pidFile(cluster);
  const pid = Number(lines?.[0]);
  if (!lines || !pid || !isPostgres(pid, await commandLine(pid))) return undefined;
  return Number(lines[3]);
}

async function pidFile(cluster: Cluster): Promise<string[] | undefined> {
  try {
    return (await readFile(join(cluster.data, 'postmaster.pid'), 'utf8')).split('\n');
  } catch {
    return undefined;
  }
}

async function commandLine(pid: number): Promise<string | undefined> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
}

/** A pid can be reused by another program after a crash of the machine: ask who it is where /proc tells. */
function isPostgres(pid: number, command: string | undefined): boolean {
  if (command !== undefined) return command.includes('postgres');
  if (process.platform === 'linux') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** In a session of its own: Ctrl-C must reach us first, so that work in hand ends before its database does. */
async function launch(cluster: Cluster, port: number): Promise<void> {
  const as = runAs(cluster.binaries.postgres, [cluster.binaries.postgres, join(cluster.data, 'x')]);
  const log = await open(cluster.log, 'a').catch((error: NodeJS.ErrnoException) => {
    throw folderProblem(cluster.data, error);
  });
  const before = (await log.stat()).size;
  const settings = Object.entries(cluster.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(as.command, [...as.prefix, '-D', cluster.data, '-p', String(port), ...settings], {
    ...identity(as),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  let failed = false;
  child.on('error', () => (failed = true));
  child.on('exit', () => (failed = true));
  child.unref();
  await log.close();
  const url = urlOf(cluster, port, 'postgres');
  for (let waited = 0; waited < START_LIMIT_MS; waited += 40) {
    if (failed) throw startProblem(cluster, (await readFile(cluster.log, 'utf8')).slice(before));
    if (await ready(url)) return;
    await wait(40);
  }
  throw startProblem(cluster, 'no answer within 60 s');
}

async function ready(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE}`);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

interface Guard {
  pid(): number | undefined;
  stop(): Promise<void>;
}

/** Holds the instance lock on a connection of its own; when that is cut, brings the server back and takes it again. */
async function watch(cluster: Cluster, url: string, port: number): Promise<Guard> {
  let stopping = false;
  let client = await holdLock(cluster, url);
  let pid = Number((await pidFile(cluster))?.[0]);

  async function bringBack(): Promise<void> {
    while (!stopping) {
      try {
        if ((await runningPort(cluster)) === undefined) await launch(cluster, port);
        client = await holdLock(cluster, url);
        pid = Number((await pidFile(cluster))?.[0]);
        client.once('end', () => void bringBack());
        return;
      } catch {
        await wait(1_000);
      }
    }
  }
  client.once('end', () => void bringBack());

  return {
    pid: () => pid,
    async stop() {
      stopping = true;
      await client.end().catch(() => undefined);
      await stopServer(cluster, pid);
    },
  };
}

async function holdLock(cluster: Cluster, url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'motcua instance' });
  client.on('error', () => undefined);
  await client.connect();
  for (let waited = 0; waited <= LOCK_LIMIT_MS; waited += 200) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [INSTANCE_LOCK]);
    if (rows[0]?.held) return client;
    await wait(200);
  }
  await client.end();
  throw new EmbeddedPostgresError(runningSentence(cluster));
}

/** SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, everything committed is on disk. */
async function stopServer(cluster: Cluster, pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return;
  }
  for (let waited = 0; waited < 15_000; waited += 50) {
    if (!existsSync(join(cluster.data, 'postmaster.pid'))) return;
    await wait(50);
  }
}
