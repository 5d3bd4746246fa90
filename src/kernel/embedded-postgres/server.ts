import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, EmbeddedPostgresError, findBinaries, runAs } from './binaries.ts';

export interface EmbeddedOptions {
  /** Folder that holds the cluster (`postgres/`), its log and its password. */
  readonly folder: string;
  /** Extra `-c name=value` settings; tests use fsync=off. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onProgress?: (step: 'initialising' | 'starting' | 'recovering') => void;
}

export interface EmbeddedPostgres {
  readonly url: string;
  readonly pid: () => number | undefined;
  stop(): Promise<void>;
}

const USER = 'motcua';
const DATABASE = 'motcua';
/** Held by the one process that uses an embedded cluster. */
const INSTANCE_LOCK = 720_611_002;
const START_LIMIT_MS = 60_000;

const defaults: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  effective_cache_size: '2GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_connections: '120',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off',
  // Many short queries at once: a query that takes other cores for itself makes all the others wait.
  max_parallel_workers_per_gather: '0',
  log_min_messages: 'warning',
};

interface Cluster {
  readonly data: string;
  readonly log: string;
  readonly password: string;
  readonly binaries: Binaries;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Starts the embedded cluster in a folder, or takes over one that a killed process left running, and keeps it
 * running: when the server dies it is started again on the same port. Throws EmbeddedPostgresError with a
 * sentence for the operator: folder unreadable, disk full, another instance running.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const cluster = await prepare(options);
  let port = await runningPort(cluster);
  if (port === undefined) {
    options.onProgress?.('starting');
    port = await freePort();
    await launch(cluster, port);
  } else {
    options.onProgress?.('recovering');
  }
  const url = `postgres://${USER}:${cluster.password}@127.0.0.1:${port}/${DATABASE}`;
  const guard = await watch(cluster, url, port);
  return { url, pid: () => guard.pid(), stop: guard.stop };
}

async function prepare(options: EmbeddedOptions): Promise<Cluster> {
  const binaries = await findBinaries();
  const data = join(options.folder, 'postgres');
  try {
    await mkdir(join(options.folder, 'secrets'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw folderProblem(options.folder, error as NodeJS.ErrnoException);
  }
  const password = await secret(join(options.folder, 'secrets', 'database-password'), options.folder);
  const log = join(options.folder, 'postgres.log');
  const cluster = { data, log, password, binaries, settings: { ...defaults, ...options.settings } };
  if (!existsSync(join(data, 'PG_VERSION'))) {
    options.onProgress?.('initialising');
    await initialise(cluster);
  }
  return cluster;
}

/** One sentence for what the operating system said about the data folder. */
export function folderProblem(folder: string, error: NodeJS.ErrnoException): EmbeddedPostgresError {
  if (error.code === 'ENOSPC') {
    return new EmbeddedPostgresError(
      `Đĩa đã đầy, không ghi được vào ${folder}. Hãy giải phóng chỗ trống rồi khởi động lại. / The disk is full: cannot write to ${folder}. Free some space and start again.`,
    );
  }
  return new EmbeddedPostgresError(
    `Không đọc hoặc ghi được thư mục dữ liệu ${folder} (${error.code}). Hãy kiểm tra quyền, hoặc đặt MOTCUA_DATA sang thư mục khác. / The data folder ${folder} cannot be read or written (${error.code}). Check its permissions, or set MOTCUA_DATA to another folder.`,
  );
}

async function secret(path: string, folder: string): Promise<string> {
  try {
    if (existsSync(path)) return (await readFile(path, 'utf8')).trim();
    const value = randomBytes(24).toString('hex');
    await writeFile(path, value, { mode: 0o600, flag: 'wx' });
    return value;
  } catch (error) {
    throw folderProblem(folder, error as NodeJS.ErrnoException);
  }
}

/** Made under another name and renamed, so that a kill in between leaves no half cluster. */
async function initialise(cluster: Cluster): Promise<void> {
  const fresh = `${cluster.data}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  const passwordFile = `${fresh}.password`;
  await writeFile(passwordFile, cluster.password, { mode: 0o600 });
  const as = runAs(cluster.binaries.initdb, [cluster.binaries.initdb, join(fresh, 'x')]);
  own(fresh);
  own(passwordFile);
  const args = [
    ...as.prefix,
    '-D',
    fresh,
    '-U',
    USER,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-sync',
  ];
  const child = spawn(as.command, args, { ...identity(as), stdio: ['ignore', 'pipe', 'pipe'] });
  const { code, output } = await finished(child);
  await rm(passwordFile, { force: true });
  if (code !== 0) {
    await rm(fresh, { recursive: true, force: true });
    throw startProblem(cluster, output);
  }
  await rename(fresh, cluster.data);
}

function own(path: string): void {
  const as = runAs('', [path]);
  const target = as.uid !== undefined ? as : prefixIdentity(as.prefix);
  if (target?.uid !== undefined && target.gid !== undefined) chownSync(path, target.uid, target.gid);
}

function prefixIdentity(prefix: readonly string[]): { uid: number; gid: number } | undefined {
  const uid = prefix.find((part) => part.startsWith('--reuid='));
  const gid = prefix.find((part) => part.startsWith('--regid='));
  return uid && gid ? { uid: Number(uid.slice(8)), gid: Number(gid.slice(8)) } : undefined;
}

function identity(as: { uid?: number; gid?: number }): { uid?: number; gid?: number } {
  return as.uid === undefined ? {} : { uid: as.uid, ...(as.gid === undefined ? {} : { gid: as.gid }) };
}

function finished(child: ChildProcess): Promise<{ code: number; output: string }> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
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
  const url = `postgres://${USER}:${cluster.password}@127.0.0.1:${port}/postgres`;
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

function startProblem(cluster: Cluster, output: string): EmbeddedPostgresError {
  if (/No space left on device/i.test(output)) return folderProblem(cluster.data, { code: 'ENOSPC' } as NodeJS.ErrnoException);
  if (/Permission denied/i.test(output)) return folderProblem(cluster.data, { code: 'EACCES' } as NodeJS.ErrnoException);
  // Two starts at the same instant: the other one was first.
  if (/lock file "postmaster\.pid" already exists/.test(output)) return alreadyRunning(cluster);
  const last = output.trim().split('\n').slice(-2).join(' ');
  return new EmbeddedPostgresError(
    `PostgreSQL nhúng không khởi động được; xem ${cluster.log}. / The embedded PostgreSQL did not start; see ${cluster.log}. ${last}`,
  );
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
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [INSTANCE_LOCK]);
  if (rows[0]?.held) return client;
  await client.end();
  throw alreadyRunning(cluster);
}

function alreadyRunning(cluster: Cluster): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `Một Cửa đang chạy với thư mục dữ liệu này (${cluster.data}). Hãy dừng bản đang chạy, hoặc đặt MOTCUA_DATA khác. / Một Cửa is already running on this data folder (${cluster.data}). Stop it first, or set another MOTCUA_DATA.`,
  );
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
