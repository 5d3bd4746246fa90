import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../test/product.ts';
import { childrenSeconds, processorSeconds } from './processor-time-kit.ts';

/** Where Keycloak's distribution lies, unpacked (docs/benchmarks.md). */
const FOLDER = 'MOTCUA_BENCH_KEYCLOAK';
const START_TRIES = 600;
const TRY_MS = 500;

export const KEYCLOAK_REALM = 'do';
export const KEYCLOAK_PASSWORD = 'mat-khau-do-thu';

export interface Keycloak {
  /** Address of its realm. */
  readonly url: string;
  readonly name: string;
  /** Processor time that its process has used, s. */
  seconds(): number;
  close(): Promise<void>;
}

/**
 * Its realm: one client, people who log in with a password that costs one round of hashing, as little as it allows, so that
 * beside passkeys it is not measured by its hash.
 */
function realm(people: number, secret: string): object {
  return {
    realm: KEYCLOAK_REALM,
    enabled: true,
    sslRequired: 'none',
    passwordPolicy: 'hashAlgorithm(pbkdf2-sha256) and hashIterations(1)',
    clients: [
      {
        clientId: 'bench',
        secret,
        standardFlowEnabled: true,
        redirectUris: ['https://trang.example/tro-ve'],
        attributes: { 'pkce.code.challenge.method': 'S256' },
      },
    ],
    users: Array.from({ length: people }, (_, index) => ({
      username: `nguoi-${index}`,
      enabled: true,
      email: `nguoi-${index}@vidu.example`,
      emailVerified: true,
      firstName: 'Người',
      lastName: 'Đo',
      credentials: [{ type: 'password', value: KEYCLOAK_PASSWORD }],
    })),
  };
}

/** The folder of the distribution; a sentence when there is none. */
export function keycloakAt(): { readonly folder: string } | string {
  const folder = process.env[FOLDER] ?? '';
  return folder !== '' && existsSync(join(folder, 'bin/kc.sh')) ? { folder } : `${FOLDER} names no folder with Keycloak`;
}

/** Keycloak as its makers ship it, in production mode on PostgreSQL, on this machine only, in a folder of its own. */
export async function startKeycloak(from: string, own: string, databaseUrl: string, people: number, secret: string): Promise<Keycloak> {
  const home = join(own, 'keycloak');
  await cp(from, home, { recursive: true });
  await mkdir(join(home, 'data/import'), { recursive: true });
  await writeFile(join(home, 'data/import/do-realm.json'), JSON.stringify(realm(people, secret)));
  const database = new URL(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('create database keycloak');
  await client.end();
  const port = await freePort();
  const options = ['--http-enabled=true', '--http-host=127.0.0.1', `--http-port=${port}`, '--hostname-strict=false', '--import-realm'];
  const store = [`--db-url=jdbc:postgresql://${database.host}/keycloak`, `--db-username=${decodeURIComponent(database.username)}`];
  const child = spawn(join(home, 'bin/kc.sh'), ['start', '--db=postgres', '--cache=local', '--log-level=WARN', ...options, ...store], {
    env: { ...process.env, KC_DB_PASSWORD: decodeURIComponent(database.password) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-3_000)));
  const close = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    process.kill(-child.pid, 'SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  };
  const url = `http://127.0.0.1:${port}/realms/${KEYCLOAK_REALM}`;
  try {
    for (let tries = 0; (await fetch(url).catch(() => undefined))?.ok !== true; tries += 1) {
      if (child.exitCode !== null || tries === START_TRIES) throw new Error(`Keycloak did not start: ${said.trim().slice(-600)}`);
      await wait(TRY_MS);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const jar = (await readdir(join(home, 'lib/lib/main'))).find((name) => name.startsWith('org.keycloak.keycloak-core-'));
  const version = /core-([\d.]+)\.jar$/.exec(jar ?? '')?.[1] ?? '';
  return { url, name: `Keycloak ${version}`, seconds: () => processorSeconds(child.pid ?? 0) + childrenSeconds(child.pid ?? 0), close };
}
