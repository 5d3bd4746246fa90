import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agencyByCode } from '#core/agencies/index.ts';
import { readConfig } from '#kernel/config.ts';
import { openPool, type Pool } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { createLogger } from '#kernel/log.ts';
import { createServices } from '../src/app/platform.ts';
import { modules } from '../src/app/systems.ts';
import { announce, someRelease } from '../src/systems/channels/test-kit.ts';
import { emptyDatabase } from './kit.ts';
import { type Asker, signInOverHttp } from './sign-in-kit.ts';
import { freePort, isBuilt, type Product, removeData, startProduct } from './product.ts';

const PAGE = '900001';
const OA = '4100000000001';
const reason = 'Có người lạ đăng bài trên trang';
const warning = 'Cảnh báo: tài khoản Facebook “Thông tin Chính phủ (thử)”';
/** Issue 3: a kill switch that warns everywhere within a minute. */
const MINUTE = 60_000;

/**
 * Two processes of the product on one database, as on two machines: what one person stops at the first, the second obeys. The
 * first then stands still, so that whatever happens afterwards is the second's doing.
 */
describe.skipIf(!isBuilt())('an account is stopped at one process', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let pool: Pool;
  let services: Services;
  let first: Product;
  let second: Product;
  let agencyId: string;

  beforeAll(async () => {
    database = await emptyDatabase();
    // Processes of one site have one public address.
    const port = await freePort();
    const env = { DATABASE_URL: database.url, MOTCUA_PROXY: 'on', MOTCUA_PUBLIC_URL: `http://localhost:${port}` };
    first = await startProduct({ env, port });
    second = await startProduct({ env, dataFolder: first.dataFolder });
    pool = openPool(database.url, { max: 3 });
    const config = readConfig({ MOTCUA_DATA: first.dataFolder, MOTCUA_LOG: 'silent' });
    services = createServices({ config, pool, log: createLogger('silent'), modules });
    agencyId = (await agencyByCode(services.db, 'G22'))?.id ?? '';
  }, 180_000);
  afterAll(async () => {
    process.kill(first.pid, 'SIGCONT');
    await pool?.close();
    await Promise.all([first?.stop(), second?.stop()]);
    if (first) await removeData(first);
    await database?.drop();
  });

  const seen = async ({ url }: Product): Promise<boolean> => {
    const pages = await Promise.all(['/', '/tin', '/kiem-tra'].map(async (path) => (await fetch(url + path)).text()));
    return pages.every((page) => page.includes(warning));
  };
  const stateOf = async (releaseId: string, stableId: string): Promise<string | undefined> => {
    const { rows } = await pool.pg.query<{ state: string }>(
      'select d.state from channels.delivery d join channels.connection c on c.id = d.connection_id where d.release_id = $1 and c.stable_id = $2',
      [releaseId, stableId],
    );
    return rows[0]?.state;
  };
  const publish = async (): Promise<string> => {
    const release = someRelease(agencyId);
    await announce(services, 'information.published', release);
    return release.releaseId;
  };

  const post = (url: string, fields: Readonly<Record<string, string>>, cookie = ''): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin', ...(cookie === '' ? {} : { cookie }) },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });

  test('posts go out before it', async () => {
    const releaseId = await publish();
    await expect.poll(() => stateOf(releaseId, PAGE)).toBe('published');
    expect(await seen(first)).toBe(false);
    expect(await seen(second)).toBe(false);
  });

  test('both warn on every page, and neither posts, within a minute', { timeout: 3 * MINUTE }, async () => {
    const { rows } = await pool.pg.query<{ id: string }>('select id from authenticity.account where stable_id = $1', [PAGE]);
    const ask: Asker = async (path, cookie, form) => {
      const { status, headers } = form
        ? await post(first.url + path, form, cookie)
        : await fetch(first.url + path, { headers: { accept: 'text/html', cookie }, redirect: 'manual' });
      return { status, setCookies: headers.getSetCookie(), location: headers.get('location') ?? undefined };
    };
    const cookie = await signInOverHttp(ask, 'lanhdao.vpcp', first.password);
    const answer = await post(`${first.url}/xac-thuc/tai-khoan/${rows[0]?.id}/bao-dong`, { status: 'compromised', reason }, cookie);
    expect(answer.status).toBe(303);
    const stopped = performance.now();
    const since = (): number => performance.now() - stopped;
    process.kill(first.pid, 'SIGSTOP');
    const releaseId = await publish();
    // The same process carries on with every account that nobody stopped.
    await expect.poll(() => stateOf(releaseId, OA), { timeout: MINUTE }).toBe('published');
    await expect.poll(() => seen(second), { timeout: MINUTE, interval: 500 }).toBe(true);
    const warned = since();
    await wait(Math.max(0, 20_000 - since()));
    expect(await stateOf(releaseId, PAGE)).not.toMatch(/sending|unconfirmed|published/);
    process.kill(first.pid, 'SIGCONT');
    await expect.poll(() => seen(first), { timeout: MINUTE, interval: 500 }).toBe(true);
    console.log(`the second process warned ${(warned / 1000).toFixed(1)} s after the stop`);
    expect(warned).toBeLessThan(MINUTE);
  });
});
