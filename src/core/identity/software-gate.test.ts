import type { FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/kit.ts';
import { pageRenderers } from '../../app/pages.ts';
import { createServices } from '../../app/platform.ts';
import { readConfig } from '#kernel/config.ts';
import { query, sql } from '#kernel/db.ts';
import { createServer } from '#kernel/http/server.ts';
import { createLogger } from '#kernel/log.ts';
import { freezeTime } from '#kernel/time.ts';
import { plainAssets } from '#ui/assets.ts';
import { authenticator } from './authenticate.ts';
import { identity } from './module.ts';
import { loadSecrets } from './secrets.ts';
import { forgetSoftware, softwareSecretHash } from './software.ts';

const AGENCY = '00000000-0000-7000-8000-000000000001';
const t = await testDatabase();
const dataFolder = await mkdtemp(join(tmpdir(), 'software-'));
let app: FastifyInstance;
let network = 0;

/** A fresh server: its counts of requests start at nothing. */
async function server(rates: { MOTCUA_RATE: number; MOTCUA_SOFTWARE_RATE: number }): Promise<FastifyInstance> {
  const config = readConfig({ MOTCUA_DATA: dataFolder, MOTCUA_LOG: 'silent', MOTCUA_PUBLIC_URL: 'http://localhost', ...rates });
  const modules = [identity];
  const services = createServices({ config, pool: t, log: createLogger('silent'), modules });
  return createServer({
    services,
    modules,
    authenticate: authenticator(t.db),
    ...pageRenderers({ modules, assets: plainAssets, publicUrl: config.publicUrl, userOf: () => undefined }),
    assetsFolder: undefined,
    title: 'Một Cửa',
  });
}

beforeAll(async () => {
  await loadSecrets(dataFolder);
  await query(
    t.db,
    sql`insert into agencies.agency (id, code_qd20, code_source, kind, name, name_folded, bare_folded, site, search)
      values (${AGENCY}, 'H57.1', 'generated', 'commune-committee', 'UBND phường Mẫu', 'x', 'x', 'vn', '')`,
  );
  await query(t.db, sql`insert into identity.role (name, title_vi, title_en, nationwide) values ('software', 'x', 'x', false)`);
  for (const id of ['may-mot', 'may-hai']) {
    await query(
      t.db,
      sql`insert into identity.software_client (id, title, agency_id, role, secret_hash, created_at, created_by)
        values (${id}, 'Phần mềm', ${AGENCY}, 'software', ${softwareSecretHash(`khoa-${id}`)}, now(), 'system:test')`,
    );
  }
  app = await server({ MOTCUA_RATE: 1_000_000, MOTCUA_SOFTWARE_RATE: 1_000_000 });
});
beforeEach(() => void (network += 1));
afterAll(async () => {
  freezeTime(undefined);
  await app.close();
  await rm(dataFolder, { recursive: true, force: true });
});

interface Ask {
  readonly id: string;
  readonly secret?: string;
  /** The last figure of the network, and of the address in it. */
  readonly from: string;
  readonly basic?: boolean;
}

/** What the server answers a program: the status, and what kind of problem it is. */
async function ask({ id, secret = `khoa-${id}`, from, basic = true }: Ask, on = app): Promise<string> {
  const headers = basic
    ? { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }
    : { 'x-system-id': id, 'x-secret-key': secret };
  const answer = await on.inject({ url: '/khong-co', headers: { ...headers, accept: 'application/json' }, remoteAddress: `10.${from}` });
  return `${answer.statusCode} ${(answer.json() as { type?: string }).type?.split('/').at(-1) ?? ''}`;
}

async function askOften(times: number, one: (index: number) => Ask, on = app): Promise<string[]> {
  const answers: string[] = [];
  for (let index = 0; index < times; index += 1) answers.push(await ask(one(index), on));
  return answers;
}

const KNOWN = '404 not-found';

describe('guessing at a software account', () => {
  test.each([true, false])('is locked out after five wrong secrets, by Basic (%s) as by headers', async (basic) => {
    const guess = { id: basic ? 'khong-co-1' : 'khong-co-2', secret: 'sai', from: `${network}.0.1`, basic };
    const answers = await askOften(7, () => guess);
    expect(answers).toEqual([...Array(5).fill('401 software-not-known'), ...Array(2).fill('429 too-many-guesses')]);
    freezeTime('2030-01-01T00:00:00Z');
    expect(await ask(guess)).toBe('401 software-not-known');
    freezeTime(undefined);
  });

  test('locks the account for networks that it never came from; where it works it goes on working', async () => {
    expect(await ask({ id: 'may-mot', from: `${network}.1.1` })).toBe(KNOWN);
    await askOften(6, () => ({ id: 'may-mot', secret: 'sai', from: `${network}.2.1` }));
    forgetSoftware(t.db);
    expect(await ask({ id: 'may-mot', from: `${network}.3.1` })).toBe('429 too-many-guesses');
    expect(await ask({ id: 'may-mot', from: `${network}.1.9` })).toBe(KNOWN);
    // Behind the same address as the software itself, guessing meets the lock too.
    const beside = await askOften(6, () => ({ id: 'may-mot', secret: 'sai', from: `${network}.1.1` }));
    expect(beside.at(-1)).toBe('429 too-many-guesses');
  });

  test('at many ids locks the network they come from', async () => {
    await query(
      t.db,
      sql`insert into identity.setting (name, valid_from, value, basis) values ('prefix-failures', '2025-02-01', 10, 'test')`,
    );
    const answers = await askOften(12, (index) => ({ id: `doan-${index}`, secret: 'sai', from: `${network}.0.${index}` }));
    expect(answers.slice(0, 10)).toEqual(Array(10).fill('401 software-not-known'));
    expect(answers.slice(10)).toEqual(Array(2).fill('429 too-many-guesses'));
    expect(await ask({ id: 'doan-khac', secret: 'sai', from: `${network}.1.1` })).toBe('401 software-not-known');
  });
});

describe('requests a minute', () => {
  test('wrong credentials count against the address like any other request', async () => {
    const small = await server({ MOTCUA_RATE: 15, MOTCUA_SOFTWARE_RATE: 100 });
    const from = `${network}.0.1`;
    const answers = await askOften(20, (index) => ({ id: `sai-${index}`, secret: 'sai', from, basic: index % 2 === 0 }), small);
    expect(answers.slice(15)).toEqual(Array(5).fill('429 too-many-requests'));
    const visitor = await small.inject({ url: '/dang-nhap', remoteAddress: `10.${from}` });
    expect(visitor.statusCode).toBe(429);
    await small.close();
  });

  test('each program that has shown its secret has its own, however many share an address', async () => {
    const small = await server({ MOTCUA_RATE: 10, MOTCUA_SOFTWARE_RATE: 30 });
    const url = '/dang-nhap';
    const get = async (id: string | undefined, address: string) => {
      const headers = id === undefined ? {} : { 'x-system-id': id, 'x-secret-key': `khoa-${id}` };
      return (await small.inject({ url, headers, remoteAddress: `10.${network}.0.${address}` })).statusCode;
    };
    const often = async (times: number, one: () => Promise<number>) => {
      const seen: number[] = [];
      for (let index = 0; index < times; index += 1) seen.push(await one());
      return seen.filter((status) => status === 429).length;
    };
    expect(await often(10, () => get(undefined, '1'))).toBe(0);
    expect(await often(1, () => get(undefined, '1'))).toBe(1);
    expect(await often(30, () => get('may-mot', '1'))).toBe(0);
    expect(await often(30, () => get('may-hai', '1'))).toBe(0);
    expect(await often(1, () => get('may-mot', '2'))).toBe(1);
    expect(await often(1, () => get(undefined, '2'))).toBe(0);
    await small.close();
  });
});
