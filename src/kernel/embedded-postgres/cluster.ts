import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Binaries, findBinaries, runAs } from './binaries.ts';
import { folderProblem, startProblem } from './problems.ts';

export interface EmbeddedOptions {
  /** Folder that holds the cluster (`postgres/`), its log and its password. */
  readonly folder: string;
  /** Extra `-c name=value` settings; tests use fsync=off. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onProgress?: (step: 'initialising' | 'starting' | 'recovering') => void;
}

/** The role that owns the cluster and the product's database. */
export const USER = 'motcua';

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

/** Where a cluster lies and how it is started. */
export interface Cluster {
  readonly data: string;
  readonly log: string;
  readonly password: string;
  readonly binaries: Binaries;
  readonly settings: Readonly<Record<string, string>>;
}

/** Finds the cluster of a folder, made the first time. Throws EmbeddedPostgresError with a sentence for the operator. */
export async function prepare(options: EmbeddedOptions): Promise<Cluster> {
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

export function identity(as: { uid?: number; gid?: number }): { uid?: number; gid?: number } {
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
