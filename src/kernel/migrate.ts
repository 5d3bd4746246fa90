import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import type { Module } from './module.ts';

/** Migrations of one Postgres schema: numbered `.sql` files, forward only. */
export interface MigrationSource {
  readonly schema: string;
  readonly folder: URL;
}

interface MigrationFile {
  readonly schema: string;
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

/** A migration that cannot be applied; the message says which and what to do. */
export class MigrationError extends Error {}

/** Any two servers that start at once: one migrates, the other waits. */
const LOCK = 720_611_001;

/** The kernel first, then the modules in the order they are listed. */
export function migrationSources(modules: readonly Module[]): MigrationSource[] {
  const own = modules.flatMap((module) =>
    module.schema && module.migrations ? [{ schema: module.schema, folder: module.migrations }] : [],
  );
  return [{ schema: 'kernel', folder: new URL('./migrations/', import.meta.url) }, ...own];
}

async function readFolder(source: MigrationSource): Promise<MigrationFile[]> {
  const names = (await readdir(source.folder)).filter((name) => name.endsWith('.sql')).sort();
  const files: MigrationFile[] = [];
  for (const name of names) {
    const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]);
    if (number !== files.length + 1) {
      throw new MigrationError(`${source.schema}: migration ${name} is out of order; files are numbered 0001, 0002, … without gaps`);
    }
    const text = await readFile(new URL(name, source.folder), 'utf8');
    files.push({ schema: source.schema, number, name, text, checksum: createHash('sha256').update(text).digest('hex') });
  }
  return files;
}

const bootstrap = `
  create schema if not exists kernel;
  create table if not exists kernel.migration (
    module text not null,
    number integer not null,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now(),
    primary key (module, number)
  )`;

/** Applies what is missing, each file in a transaction of its own; returns how many were applied. */
export async function migrate(
  url: string,
  sources: readonly MigrationSource[],
  report: (name: string, done: number, total: number) => void = () => undefined,
): Promise<number> {
  const files = (await Promise.all(sources.map(readFolder))).flat();
  const client = new pg.Client({ connectionString: url, application_name: 'motcua migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(bootstrap);
    const { rows } = await client.query<{ module: string; number: number; checksum: string }>(
      'select module, number, checksum from kernel.migration',
    );
    const applied = new Map(rows.map((row) => [`${row.module}/${row.number}`, row.checksum]));
    const missing = files.filter((file) => !applied.has(`${file.schema}/${file.number}`));
    checkUnchanged(files, applied);
    for (const [done, file] of missing.entries()) {
      report(`${file.schema}/${file.name}`, done, missing.length);
      await apply(client, file);
    }
    return missing.length;
  } finally {
    await client.end();
  }
}

function checkUnchanged(files: readonly MigrationFile[], applied: ReadonlyMap<string, string>): void {
  for (const file of files) {
    const checksum = applied.get(`${file.schema}/${file.number}`);
    if (checksum !== undefined && checksum !== file.checksum) {
      throw new MigrationError(
        `${file.schema}/${file.name} was changed after it had been applied to this database; restore the file and write a new migration instead`,
      );
    }
  }
}

async function apply(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`create schema if not exists ${client.escapeIdentifier(file.schema)}`);
    await client.query(file.text);
    await client.query('insert into kernel.migration (module, number, name, checksum) values ($1, $2, $3, $4)', [
      file.schema,
      file.number,
      file.name,
      file.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new MigrationError(`${file.schema}/${file.name}: ${(error as Error).message}`, { cause: error });
  }
}
