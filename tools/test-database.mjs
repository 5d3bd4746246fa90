// `npm run test:database`: the same tests against a PostgreSQL that is not the product's own. DATABASE_URL names one whose
// user may create databases; without it the machine's own PostgreSQL (15 or newer) serves from a folder that is removed again.
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Debian keeps the programs of each version in a folder of its own, outside PATH. */
function programs() {
  const folder = '/usr/lib/postgresql';
  const versions = existsSync(folder) ? readdirSync(folder).map(Number) : [];
  const newest = Math.max(0, ...versions.filter((version) => existsSync(join(folder, String(version), 'bin', 'initdb'))));
  return newest >= 15 ? join(folder, String(newest), 'bin') : undefined;
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, whom the package made. */
function serverUser() {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })));
  return { uid, gid };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function startServer(bin) {
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), 'motcua-postgres-'));
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
  const data = join(folder, 'data');
  const port = await freePort();
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'motcua', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'], options);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder} -c max_connections=300 -c fsync=off -c synchronous_commit=off`;
  execFileSync(join(bin, 'pg_ctl'), ['-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start'], options);
  return {
    url: `postgres://motcua@127.0.0.1:${port}/postgres`,
    stop() {
      execFileSync(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], options);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const bin = programs();
if (!process.env.DATABASE_URL && !bin) {
  console.error('Set DATABASE_URL, or install PostgreSQL 15 or newer (apt-get install postgresql).');
  process.exit(1);
}
const server = process.env.DATABASE_URL ? undefined : await startServer(bin);
const env = { ...process.env, DATABASE_URL: process.env.DATABASE_URL ?? server.url };
const tests = join(root, 'tools', 'test.mjs');
const wanted = process.argv.slice(2);
const run = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1;
// The journeys, budgets and faults run the built product.
const status = run(join(root, 'motcua.mjs'), '--build-only') || run(tests, ...(wanted.length > 0 ? wanted : ['src', 'test', 'faults']));
server?.stop();
process.exit(status);
