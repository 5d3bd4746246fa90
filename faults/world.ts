import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Asker, signInOverHttp } from '../test/sign-in-kit.ts';
import { openClient } from './http-client.ts';
import { openSite, type Site } from './site.ts';

/** Agencies of the demonstration that write, and the accounts that do it. */
export const writers = ['vpcp', 'hue'] as const;
export const registrars = ['hue', 'thuanhoa'] as const;
const posts = ['chuyenvien', 'truongphong', 'vanthu', 'lanhdao'] as const;

/** What clients need to know: sessions, an account for software, whom to write to. Found once, then used by every schedule. */
export interface World {
  /** Session cookies by sign-in name. */
  readonly sessions: Readonly<Record<string, string>>;
  readonly software: { readonly id: string; readonly secret: string; readonly agencyCode: string };
  /** Codes of provinces with the number of their communes. */
  readonly provinces: readonly { readonly code: string; readonly communes: number }[];
  /** Codes of agencies that packets may go to. */
  readonly agencyCodes: readonly string[];
}

/** Makes a data folder as a first start leaves it, with everybody signed in; returns the world in it. */
export async function prepareWorld(folder: string): Promise<World> {
  const known = await readFile(join(folder, 'world.json'), 'utf8').catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as World;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const site = await openSite({ dataFolder: join(folder, 'data'), logFile: join(folder, 'product.log') });
  await site.start();
  try {
    const world = await discover(site);
    await writeFile(join(folder, 'world.json'), JSON.stringify(world));
    return world;
  } finally {
    await site.stop();
  }
}

/** A data folder of its own for one schedule, owners kept: PostgreSQL refuses a folder that is not its own. */
export async function copyData(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await promisify(execFile)('cp', ['-a', `${join(from, 'data')}/.`, to]);
}

async function discover(site: Site): Promise<World> {
  const password = (await readFile(join(site.dataFolder, 'secrets/demo-password'), 'utf8')).trim();
  const names = [...writers.flatMap((agency) => posts.map((post) => `${post}.${agency}`)), 'vanthu.thuanhoa', 'quantri'];
  const sessions: Record<string, string> = {};
  for (const [index, name] of names.entries()) sessions[name] = await signIn(site.port, index, name, password);
  const database = new pg.Client({ connectionString: await site.databaseUrl() });
  await database.connect();
  try {
    const { rows: provinces } = await database.query<{ code: string; communes: number }>(
      `select unit.parent_code as code, count(*)::int as communes from agencies.agency
       join agencies.unit on unit.code = agency.unit_code and unit.valid_from = agency.unit_valid_from
       where agency.kind = 'commune-committee' and agency.valid_to is null group by 1 order by 1`,
    );
    const { rows: agencies } = await database.query<{ code: string }>(
      `select code_qd20 as code from agencies.agency where kind = 'commune-committee' and valid_to is null order by code_qd20 limit 400`,
    );
    const { rows: senders } = await database.query<{ id: string; code: string }>(
      `select agency.id, agency.code_qd20 as code from identity.credential
       join identity.account on account.id = account_id join identity.assignment using (person_id) join agencies.agency on agency.id = agency_id
       where identifier = 'vanthu.hue'`,
    );
    const software = await openSoftwareAccount(site.port, sessions['quantri']!, senders[0]!);
    return { sessions, software, provinces, agencyCodes: agencies.map((row) => row.code) };
  } finally {
    await database.end();
  }
}

/** The session's cookie of somebody who goes the one way in. */
function signIn(port: number, number: number, signInName: string, password: string): Promise<string> {
  const ask: Asker = async (path, cookie, form) => {
    const client = openClient(port, number, cookie);
    const { status, headers } = await (form ? client.form(path, form) : client.get(path)).finally(() => client.close());
    return { status, setCookies: headers['set-cookie'] ?? [], location: headers.location };
  };
  return signInOverHttp(ask, signInName, password);
}

async function openSoftwareAccount(port: number, cookie: string, agency: { id: string; code: string }): Promise<World['software']> {
  const client = openClient(port, 99, cookie);
  const id = 'phan-mem-thu';
  const fields = { id, title: 'Phần mềm thử', agencyId: agency.id, role: 'document-software', _key: 'software-1' };
  const answer = await client.form('/quan-tri/nguoi-dung/phan-mem', fields);
  client.close();
  const secrets = [...answer.body.matchAll(/<code>([^<]+)<\/code>/g)].map((match) => match[1]!);
  const secret = secrets.find((text) => text !== id);
  if (answer.status !== 200 || !secret) throw new Error(`no account for software: ${answer.status}`);
  return { id, secret, agencyCode: agency.code };
}
