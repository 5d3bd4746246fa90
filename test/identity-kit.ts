import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll } from 'vitest';
import { pageRenderers } from '../src/app/pages.ts';
import { createServices } from '../src/app/platform.ts';
import { roles } from '../src/app/roles.ts';
import { modules as productModules } from '../src/app/systems.ts';
import { openVault } from '../src/core/signatures/index.ts';
import { registerOwnClient } from '../src/systems/eid/index.ts';
import {
  accountNamed,
  accountOf,
  authenticator,
  ensureRoles,
  leadOn,
  seedDemoAccounts,
  SESSION_COOKIE,
} from '../src/core/identity/index.ts';
import { type Environment, readConfig } from '../src/kernel/config.ts';
import { query, sql } from '../src/kernel/db.ts';
import { createServer } from '../src/kernel/http/server.ts';
import type { Services } from '../src/kernel/http/services.ts';
import { newId } from '../src/kernel/id.ts';
import type { Module } from '../src/kernel/module.ts';
import { createLogger } from '../src/kernel/log.ts';
import { plainAssets } from '../src/ui/assets.ts';
import { addressPrefix, deviceOf } from '../src/core/identity/rules/origin.ts';
import { type TestDatabase, testDatabase } from './kit.ts';
import { openSessionOf, type TestOrigin } from './sign-in-kit.ts';

export const PASSWORD = 'mot cau de nho khong ai doan';
export const PUBLIC_URL = 'https://motcua.example';

/** The product with its real sign-in on a fresh database, without a listening port. */
export interface IdentitySite {
  readonly database: TestDatabase;
  readonly services: Services;
  readonly app: FastifyInstance;
  readonly dataFolder: string;
  /** A ward that people can have posts in. */
  readonly agencyId: string;
  /** Another one. */
  readonly otherAgencyId: string;
  /** A new browser in which nobody is signed in. */
  browser(options?: { address?: string; device?: string }): InjectedBrowser;
  /** An account with the shared password, and posts in the ward; returns the sign-in name. */
  person(name: string, ...roleNames: string[]): Promise<string>;
  accountId(signInName: string): Promise<string>;
}

/** @param settings more of the environment, such as MOTCUA_EID_ISSUER */
export async function identitySite(settings: Partial<Environment> = {}, extra: readonly Module[] = []): Promise<IdentitySite> {
  const modules = [...productModules, ...extra];
  const database = await testDatabase({ max: 8 });
  const dataFolder = await mkdtemp(join(tmpdir(), 'identity-'));
  const config = readConfig({
    MOTCUA_DATA: dataFolder,
    MOTCUA_LOG: 'silent',
    MOTCUA_PUBLIC_URL: PUBLIC_URL,
    MOTCUA_RATE: 1_000_000,
    ...settings,
  });
  const services = createServices({ config, pool: database, log: createLogger('silent'), modules });
  const app = await createServer({
    services,
    modules,
    authenticate: authenticator(database.db),
    lead: leadOn(services),
    ...pageRenderers({ modules, assets: plainAssets, publicUrl: config.publicUrl, userOf: (request) => accountOf(request.actor)?.shown }),
    assetsFolder: undefined,
    title: 'Một Cửa',
  });
  await openVault(dataFolder);
  await registerOwnClient(services);
  await app.ready();
  afterAll(async () => {
    await app.close();
    await rm(dataFolder, { recursive: true, force: true });
  });
  const accountId = async (signInName: string): Promise<string> => {
    const found = await accountNamed(database.db, signInName);
    if (!found) throw new Error(`nobody is called ${signInName}`);
    return found;
  };
  const agencyId = await agency(database, 'H57.1', 'UBND phường Mẫu');
  const otherAgencyId = await agency(database, 'H26.1', 'UBND phường Mẫu Hai');
  await ensureRoles(database.db, roles);
  return {
    database,
    services,
    app,
    dataFolder,
    agencyId,
    otherAgencyId,
    browser: ({ address = '203.0.113.7', device = 'Mozilla/5.0 (X11; Linux) Firefox/140.0' } = {}) =>
      new InjectedBrowser(app, address, device, async (signInName, origin) =>
        openSessionOf(services.act, await accountId(signInName), origin),
      ),
    async person(name, ...roleNames) {
      const posts = roleNames.map((role) => ({ agencyId, postTitle: 'Cán bộ', roles: [role] }));
      await seedDemoAccounts(database.db, [{ signInName: name, fullName: `Người Mẫu ${name}`, posts }], PASSWORD);
      return name;
    },
    accountId,
  };
}

async function agency({ db }: TestDatabase, code: string, name: string): Promise<string> {
  const id = newId();
  await query(
    db,
    sql`insert into agencies.agency (id, code_qd20, code_source, kind, name, name_folded, bare_folded, site, search)
      values (${id}, ${code}, 'generated', 'commune-committee', ${name}, 'x', 'x', 'vn', to_tsvector('simple', 'x'))`,
  );
  return id;
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A browser as the server sees one: keeps its cookies, says where a form comes from. */
export class InjectedBrowser {
  readonly cookies = new Map<string, string>();
  private readonly app: FastifyInstance;
  private readonly address: string;
  private readonly device: string;
  private readonly open: (signInName: string, origin: TestOrigin) => Promise<string>;

  constructor(app: FastifyInstance, address: string, device: string, open: InjectedBrowser['open']) {
    this.app = app;
    this.address = address;
    this.device = device;
    this.open = open;
  }

  get(url: string): Promise<LightMyRequestResponse> {
    return this.send({ url });
  }

  post(url: string, fields: Fields = {}, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    const type = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    return this.send({ url, method: 'POST', payload: body.toString(), headers: { ...type, ...headers } });
  }

  /** Sends JSON as a page's script does. */
  postJson(url: string, value: unknown): Promise<LightMyRequestResponse> {
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', accept: 'application/json' };
    return this.send({ url, method: 'POST', payload: JSON.stringify(value), headers });
  }

  /** Signs somebody in without the way in: a session as the return from the provider opens it. */
  async signIn(signInName: string): Promise<this> {
    const origin = { addressPrefix: addressPrefix(this.address), device: deviceOf(this.device) };
    this.cookies.set(SESSION_COOKIE, await this.open(signInName, origin));
    return this;
  }

  /** The way in, by name and password: to the provider, its page, and back. Returns the answer that leads out of it, or the page where it stops. */
  async comeIn(signInName: string, password = PASSWORD, start = '/dang-nhap'): Promise<LightMyRequestResponse> {
    const page = await this.follow(start);
    const path = /action="(\/xac-thuc\/[0-9a-f-]{36}\/mat-khau)"/.exec(page.body)?.[1];
    if (path === undefined) return page;
    const answer = await this.post(path, { signInName, password });
    return answer.statusCode === 303 ? this.follow(answer.headers.location ?? '') : answer;
  }

  /** Follows redirects along the way in; returns the page at which they stop, or the answer that leads out of it. */
  async follow(start: string): Promise<LightMyRequestResponse> {
    for (let path = start; ;) {
      const answer = await this.get(path);
      path = (answer.headers.location ?? '').replace(PUBLIC_URL, '');
      if (!/^\/(dang-nhap|eid|xac-thuc)\b/.test(path)) return answer;
    }
  }

  private async send(request: { url: string; method?: 'POST'; payload?: string; headers?: Record<string, string> }) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const own = { accept: 'text/html', cookie, 'user-agent': this.device };
    const answer = await this.app.inject({ ...request, remoteAddress: this.address, headers: { ...own, ...request.headers } });
    for (const { name, value, maxAge, expires } of answer.cookies) {
      if (maxAge === 0 || (expires && expires.getTime() <= 0) || value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}
