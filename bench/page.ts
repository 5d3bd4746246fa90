import { type ChildProcess, fork, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { modules } from '../src/app/systems.ts';
import { createDocument } from '../src/core/documents/index.ts';
import { openPool, transaction } from '../src/kernel/db.ts';
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres/server.ts';
import { migrate, migrationSources } from '../src/kernel/migrate.ts';
import { graphileMigrations } from '../src/kernel/worker.ts';
import { processorSeconds } from './processor-time-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';
import { indexDocument } from '../src/systems/library/indexing.ts';

export const NGINX = '/usr/sbin/nginx';
const SECONDS = 8;
const CONNECTIONS = 32;

interface Load {
  /** Requests answered for each second of processor time the server used: what one core gives, however busy the machine is. */
  readonly perCore: number;
  readonly perSecond: number;
  readonly bytes: number;
}

export async function load(url: string, pid: number, headers: Record<string, string>): Promise<Load> {
  const run = (duration: number) => autocannon({ url, connections: CONNECTIONS, duration, headers });
  await run(2);
  const before = processorSeconds(pid);
  const result = await run(SECONDS);
  const used = processorSeconds(pid) - before;
  if (result.non2xx + result.errors > 0 && headers['if-none-match'] === undefined)
    throw new Error(`${result.non2xx} answers were not 200, ${result.errors} failed`);
  const answered = result.requests.total;
  return { perCore: answered / used, perSecond: answered / result.duration, bytes: Math.round(result.throughput.total / answered) };
}

/** About as long as a decree's first part: 20 articles. */
function wording(): string {
  const article =
    'Cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành; định kỳ sáu tháng báo cáo kết quả về Ủy ban nhân dân tỉnh để tổng hợp.';
  return Array.from(
    { length: 20 },
    (_, at) => `**Điều ${at + 1}. Trách nhiệm thi hành số ${at * 7}**\n\n1. ${article}\n\n2. ${article} Thời hạn ${at + 3} ngày.`,
  ).join('\n\n');
}

interface Page {
  readonly url: string;
  readonly pid: number;
  close(): Promise<void>;
}

async function ourServer(folder: string): Promise<Page> {
  const database = await startEmbeddedPostgres({ folder, settings: { fsync: 'off' } });
  await migrate(database.url, migrationSources(modules));
  await graphileMigrations(database.url);
  const pool = openPool(database.url, { max: 2 });
  const document = await transaction(pool.db, (tx) =>
    createDocument(
      tx,
      {
        issuerName: 'CHÍNH PHỦ',
        kind: 'nghi-dinh',
        numberNotation: '118/2025/NĐ-CP',
        abstract: 'Thực hiện thủ tục hành chính theo cơ chế một cửa',
        issuedOn: '2025-06-09',
        visibility: 'public',
        state: 'issued',
        source: 'imported',
        markdown: wording(),
      },
      'system:bench',
    ),
  );
  await indexDocument(pool.db, document.id);
  await pool.close();
  const child: ChildProcess = fork(fileURLToPath(new URL('./page-kit.ts', import.meta.url)), [database.url, folder], {
    execArgv: ['--conditions=source', '--import', 'tsx'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', () => reject(new Error('the server did not start')));
  });
  return {
    url: `http://127.0.0.1:${port}/van-ban/${document.id}`,
    pid: child.pid ?? 0,
    async close() {
      child.removeAllListeners('exit');
      child.disconnect();
      await database.stop();
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** nginx with one worker that serves the same compressed bytes with the same headers from a file. */
export async function nginx(folder: string, body: Buffer, headers: Headers): Promise<Page> {
  await mkdir(join(folder, 'www'), { recursive: true });
  await writeFile(join(folder, 'www', 'page'), body);
  const port = await freePort();
  const kept = [
    'cache-control',
    'vary',
    'content-security-policy',
    'x-content-type-options',
    'referrer-policy',
    'permissions-policy',
    'cross-origin-opener-policy',
  ];
  const added = kept.flatMap((name) => (headers.get(name) ? [`add_header ${name} "${headers.get(name)?.replaceAll('"', '')}";`] : []));
  const config = `daemon off; master_process off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
    events { worker_connections 4096; }
    http {
      access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; default_type "text/html; charset=utf-8";
      open_file_cache max=100; client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c;
      uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
      server { listen 127.0.0.1:${port}; root ${folder}/www; add_header content-encoding br; ${added.join(' ')} }
    }`;
  await writeFile(join(folder, 'nginx.conf'), config);
  const child = spawn(NGINX, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' });
  await wait(500);
  return {
    url: `http://127.0.0.1:${port}/page`,
    pid: child.pid ?? 0,
    async close() {
      child.kill('SIGTERM');
    },
  };
}

/** The public page of a document, per core, beside nginx serving the same bytes from a file. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-page-'));
  const ours = await ourServer(folder);
  try {
    const headers = { 'accept-encoding': 'br' };
    await fetch(ours.url, { headers });
    const sample = await fetch(ours.url, { headers: { 'accept-encoding': 'br' } });
    const etag = sample.headers.get('etag') ?? '';
    const raw = await rawBody(ours.url);
    const full = await load(ours.url, ours.pid, headers);
    const unchanged = await load(ours.url, ours.pid, { ...headers, 'if-none-match': etag });
    const peer = existsSync(NGINX) ? await beside(folder, raw, sample.headers) : undefined;
    const where = `${raw.length} bytes of brotli, ${CONNECTIONS} connections, ${availableParallelism()} cores shared with the load generator; requests for each second of the server's processor time`;
    return [
      {
        figure: 'public document page, per core (1/s)',
        ours: full.perCore.toFixed(0),
        peer: peer ? peer.perCore.toFixed(0) : '–',
        ratio: peer ? Number((full.perCore / peer.perCore).toFixed(2)) : Number.NaN,
        note: `${where}; peer: ${peer ? 'nginx, one worker, the same bytes and headers from a file' : 'no nginx on this machine'}; ${full.perSecond.toFixed(0)}/s seen`,
      },
      {
        figure: 'the same page unchanged (304), per core (1/s)',
        ours: unchanged.perCore.toFixed(0),
        peer: '–',
        ratio: Number.NaN,
        note: 'If-None-Match with the page’s ETag',
      },
    ];
  } finally {
    await ours.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function beside(folder: string, body: Buffer, headers: Headers): Promise<Load> {
  const page = await nginx(folder, body, headers);
  try {
    return await load(page.url, page.pid, { 'accept-encoding': 'br' });
  } finally {
    await page.close();
  }
}

/** The compressed bytes as they go over the wire; fetch would unpack them. */
export async function rawBody(url: string): Promise<Buffer> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(Buffer.concat(chunks)));
    })
      .on('error', reject)
      .end();
  });
}

await printWhenAlone(import.meta.url, run);
