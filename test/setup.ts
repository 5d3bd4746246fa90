import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { modules } from '../src/app/systems.ts';
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres/server.ts';
import { migrate, migrationSources } from '../src/kernel/migrate.ts';
import { graphileMigrations } from '../src/kernel/worker.ts';

/**
 * One PostgreSQL for the whole run and one migrated template database; each test file clones it.
 * DATABASE_URL (whose user may create databases) is used instead of the embedded server when it is set.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL'];
  const folder = given ? undefined : await mkdtemp(join(tmpdir(), 'motcua-test-'));
  const server = folder
    ? await startEmbeddedPostgres({
        folder,
        settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
      })
    : undefined;
  const url = given ?? server?.url ?? '';
  const template = `motcua_template_${process.pid}`;
  await admin(url, `create database ${template}`);
  const templateUrl = withDatabase(url, template);
  await migrate(templateUrl, migrationSources(modules));
  await graphileMigrations(templateUrl);
  project.provide('serverUrl', url);
  project.provide('template', template);
  return async () => {
    if (given) await admin(url, `drop database if exists ${template}`);
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  };
}

async function admin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string;
    template: string;
  }
}
