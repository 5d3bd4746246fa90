import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openNewsroom } from '../../bench/newsroom-kit.ts';
import { pageRenderers } from '../../src/app/pages.ts';
import { createServices } from '../../src/app/platform.ts';
import { modules } from '../../src/app/systems.ts';
import { readConfig } from '../../src/kernel/config.ts';
import { openPool } from '../../src/kernel/db.ts';
import { createServer } from '../../src/kernel/http/server.ts';
import { createLogger } from '../../src/kernel/log.ts';
import { anonymous } from '../../src/kernel/permission.ts';
import { startWorker } from '../../src/kernel/worker.ts';
import { plainAssets } from '../../src/ui/assets.ts';

/**
 * Our hub followed by a subscriber that others wrote (flask-websub, from PyPI): discovery, intent, signed content, a false
 * content refused, the end. Not among the tests, because Debian has no such program and PyPI may be out of reach:
 *
 *     python3 -m pip install --target /tmp/websub flask-websub==0.4.1
 *     PYTHONPATH=/tmp/websub node --conditions=source --import tsx test/independent/websub.ts
 */
interface Told {
  readonly event: 'discovered' | 'subscribe' | 'unsubscribe' | 'heard' | 'denied';
  readonly callback?: string;
  readonly hub_url?: string;
  readonly topic_url?: string;
  readonly sha256?: string;
  readonly text?: string;
  readonly reason?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'motcua-websub-'));
const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
const told: Told[] = [];

function check(what: string, holds: boolean): void {
  console.log(`${holds ? 'ok  ' : 'NOT '} ${what}`);
  if (!holds) process.exitCode = 1;
}

async function next(event: Told['event'], after = 0): Promise<Told | undefined> {
  for (let left = 300; left > 0; left -= 1) {
    const found = told.slice(after).find((one) => one.event === event);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

async function freePort(): Promise<number> {
  const server = createNetServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The hub behind https, as an installation's reverse proxy does it. */
async function withTls(port: number, target: number): Promise<string> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1', ...subject];
  if (spawnSync('openssl', [...made, '-keyout', key, '-out', certificate]).status !== 0) throw new Error('openssl made no certificate');
  const proxy = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (asked, answer) => {
    const { method, url, headers } = asked;
    const onward = request({ host: '127.0.0.1', port: target, method, path: url, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));
  ends.push(() => proxy.close());
  return certificate;
}

function follow(feed: string, port: number, certificate: string): ChildProcess {
  const script = fileURLToPath(new URL('./websub_subscriber.py', import.meta.url));
  const child = spawn('python3', [script, feed, String(port), folder], {
    env: { ...process.env, REQUESTS_CA_BUNDLE: certificate },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  createInterface({ input: child.stdout! }).on('line', (line) => line.startsWith('{') && told.push(JSON.parse(line) as Told));
  ends.push(() => child.kill());
  return child;
}

async function startProduct(databaseUrl: string, publicUrl: string, subscriber: string): Promise<number> {
  const config = readConfig({
    MOTCUA_DATA: folder,
    MOTCUA_LOG: 'silent',
    MOTCUA_PUBLIC_URL: publicUrl,
    MOTCUA_LAB_HOSTS: subscriber,
    DATABASE_URL: databaseUrl,
  });
  const pool = openPool(databaseUrl, { max: 12 });
  const services = createServices({ config, pool, log: createLogger('silent'), modules });
  const app = await createServer({
    services,
    modules,
    authenticate: async () => anonymous,
    ...pageRenderers({ modules, assets: plainAssets, publicUrl, userOf: () => undefined }),
    assetsFolder: undefined,
    title: 'Một Cửa',
  });
  const worker = await startWorker({ pool: pool.pg, services, jobs: modules.flatMap(({ jobs = [] }) => [...jobs]) });
  await app.listen({ port: 0, host: '127.0.0.1' });
  ends.push(async () => {
    await worker.stop();
    await app.close();
    await pool.close();
  });
  return (app.server.address() as AddressInfo).port;
}

async function main(): Promise<void> {
  const room = await openNewsroom(folder);
  ends.push(() => room.close());
  const [tls, callbacks] = [await freePort(), await freePort()];
  const publicUrl = `https://localhost:${tls}`;
  const port = await startProduct(room.url, publicUrl, `127.0.0.1:${callbacks}`);
  const subscriber = follow(`${publicUrl}/tin.atom`, callbacks, await withTls(tls, port));

  const found = await next('discovered');
  check(
    'it finds the hub and the topic in the feed',
    found?.hub_url === `${publicUrl}/websub` && found.topic_url === `${publicUrl}/tin.atom`,
  );
  const agreed = await next('subscribe');
  check('the hub asks whether it was meant, and it agrees', agreed !== undefined);

  const written = await room.approved({ title: 'Tin mẫu cho trạm báo tin', summary: 'Tóm tắt.', body: 'Nội dung.' });
  await room.schedule(written.id);
  const heard = await next('heard');
  const feed = await (await fetch(`http://127.0.0.1:${port}/tin.atom`, { headers: { host: `localhost:${tls}` } })).text();
  check('it takes the signed content of the feed as its own check of the signature allows', heard?.text?.includes(written.code) === true);
  check('what it took is the feed, byte for byte', heard?.sha256 === createHash('sha256').update(feed).digest('hex'));

  const before = told.length;
  const address = `http://127.0.0.1:${callbacks}/callbacks/${agreed?.callback}`;
  const forged = { 'x-hub-signature': `sha256=${'0'.repeat(64)}`, 'content-type': 'application/atom+xml' };
  await fetch(address, { method: 'POST', headers: forged, body: feed.replace('Tin mẫu', 'Tin giả') });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  check('content that the hub did not sign is not taken', told.length === before);

  subscriber.stdin!.write('unsubscribe\n');
  check('it leaves, and the hub asks whether that was meant', (await next('unsubscribe', before)) !== undefined);
}

try {
  await main();
} finally {
  for (const end of ends.toReversed()) await end();
}
