import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { pageRenderers } from '../src/app/pages.ts';
import { watchNotices } from '../src/app/notices.ts';
import { createServices } from '../src/app/platform.ts';
import { modules as productModules } from '../src/app/systems.ts';
import { readConfig } from '../src/kernel/config.ts';
import { openPool, type Pool } from '../src/kernel/db.ts';
import { createServer } from '../src/kernel/http/server.ts';
import type { Services } from '../src/kernel/http/services.ts';
import { newId } from '../src/kernel/id.ts';
import { createLogger } from '../src/kernel/log.ts';
import { migrate, migrationSources } from '../src/kernel/migrate.ts';
import type { Module } from '../src/kernel/module.ts';
import { type Actor, anonymous } from '../src/kernel/permission.ts';
import { plainAssets } from '../src/ui/assets.ts';

export interface TestDatabase extends Pool {
  readonly url: string;
}

/** A fresh migrated database of this test file's own; dropped when the file is done. */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl');
  const name = `t_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `create database ${name} template ${inject('template')}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pool = openPool(url.href, { max: options.max ?? 4 });
  afterAll(async () => {
    await pool.close();
    await onServer(serverUrl, `drop database if exists ${name} with (force)`);
  });
  return { ...pool, url: url.href };
}

/** An empty database for the product as a process of its own. */
export async function emptyDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const serverUrl = inject('serverUrl');
  const name = `p_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`) };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export interface TestApp {
  readonly database: TestDatabase;
  readonly app: FastifyInstance;
  readonly services: Services;
  /** Asks now for the warnings of every page, as the product does several times a minute. */
  refreshNotices(): Promise<void>;
  /** Headers of a browser in which this actor is signed in: `app.inject({ url, headers: as(actor) })`. */
  as(actor: Actor): Record<string, string>;
}

/** The whole product on a fresh database, without a listening port. Who is signed in is decided by `as`; `extra` modules are added. */
export async function testApp(options: { extra?: readonly Module[]; publicUrl?: string } = {}): Promise<TestApp> {
  const database = await testDatabase();
  const modules = [...productModules, ...(options.extra ?? [])];
  if (options.extra) await migrate(database.url, migrationSources(modules));
  const dataFolder = await mkdtemp(join(tmpdir(), 'motcua-app-'));
  const config = readConfig({
    MOTCUA_DATA: dataFolder,
    MOTCUA_LOG: 'silent',
    MOTCUA_PUBLIC_URL: options.publicUrl ?? 'http://localhost',
    MOTCUA_RATE: 1_000_000,
  });
  const services = createServices({ config, pool: database, log: createLogger('silent'), modules });
  const notices = await watchNotices(services);
  const actors = new Map<string, Actor>();
  const app = await createServer({
    services,
    modules,
    authenticate: async (request) => actors.get(request.cookies['test'] ?? '') ?? anonymous,
    ...pageRenderers({
      modules,
      assets: plainAssets,
      publicUrl: config.publicUrl,
      userOf: () => undefined,
      notices: () => notices.current(),
    }),
    assetsFolder: undefined,
    title: 'Một Cửa',
  });
  await app.ready();
  afterAll(async () => {
    notices.stop();
    await app.close();
    await rm(dataFolder, { recursive: true, force: true });
  });
  return {
    database,
    app,
    services,
    refreshNotices: () => notices.refresh(),
    as(actor) {
      const key = newId();
      actors.set(key, actor);
      return { cookie: `test=${key}`, 'sec-fetch-site': 'same-origin' };
    },
  };
}

/** An official who holds permissions in one agency, or everywhere when no scope is given. */
export function official(permissions: readonly string[], scope?: string): Actor {
  return {
    id: newId(),
    kind: 'account',
    name: 'Cán bộ Mẫu',
    scope,
    may: (permission, where) => permissions.includes(permission) && (where === undefined || scope === undefined || where === scope),
  };
}
