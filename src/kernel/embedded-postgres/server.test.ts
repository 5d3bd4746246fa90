import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBinaries, runAs } from './binaries.ts';
import { identity } from './cluster.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './server.ts';

let folder: string;
const settings = { fsync: 'off', shared_buffers: '16MB' };
const start = () => startEmbeddedPostgres({ folder, settings });
const answers = async (server: EmbeddedPostgres) => {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query('select 1 as one');
  await client.end();
  return rows;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-embedded-'));
  await (await start()).stop();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a second instance is refused, and the first goes on', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(/already running/);
  expect(await answers(first)).toEqual([{ one: 1 }]);
  await first.stop();
});

test('of two starts at the same instant one wins and the other is told so', async () => {
  const both = await Promise.allSettled([start(), start()]);
  expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  for (const one of both) {
    if (one.status === 'rejected') expect(String(one.reason)).toMatch(/already running/);
    else await one.value.stop();
  }
});

test('a killed server whose process is not yet gone is waited for, not taken for another instance', async () => {
  const { postgres } = await findBinaries();
  const data = join(folder, 'postgres');
  const as = runAs(postgres, [postgres, join(data, 'x')]);
  const first = await start();
  const { port } = new URL(first.url);
  await first.stop();
  const command = `'${[as.command, ...as.prefix, '-D', data, '-p', port, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='].join("' '")}'`;
  // `sleep` never asks how its child ended, so the killed server stays in the table of processes until `sleep` ends.
  const parent = spawn('sh', ['-c', `${command} & exec sleep 60`], { ...identity(as), stdio: 'ignore' });
  const pidOf = async () => Number((await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  await expect.poll(pidOf).toBeGreaterThan(0);
  const pid = await pidOf();
  await wait(500);
  process.kill(pid, 'SIGKILL');
  const starting = start();
  await wait(1_500);
  parent.kill('SIGKILL');
  const server = await starting;
  expect(await answers(server)).toEqual([{ one: 1 }]);
  await server.stop();
});
