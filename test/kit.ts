import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { openPool, type Pool } from '../src/kernel/db.ts';

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

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
