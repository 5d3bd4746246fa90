import { type ChildProcess, fork, spawn } from 'node:child_process';
import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { cpuUsage } from 'node:process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { sequence } from '../src/core/signatures/der/write.ts';
import { certificateFor, ensureAuthority, openVault } from '../src/core/signatures/index.ts';
import { certId } from '../src/core/signatures/ocsp/answer.ts';
import { ocspResponder } from '../src/core/signatures/ocsp/respond.ts';
import { newId } from '../src/kernel/id.ts';
import { type BenchSite, benchSite } from './axis-kit.ts';
import { processorSeconds } from './processor-time-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const CERTIFICATES = 20;
const WARM = 4000;
const MEASURED = 8000;
const IN_PROCESS = 60_000;
const TYPE = 'application/ocsp-request';

/** Requests about different certificates, as programs send them: CertID by SHA-1, no nonce. */
async function requests({ services, folder }: BenchSite): Promise<Buffer[]> {
  const { db } = services;
  const vault = await openVault(folder);
  const { issuing } = await ensureAuthority(db, vault);
  const list: Buffer[] = [];
  for (let index = 0; index < CERTIFICATES; index += 1) {
    const holder = { kind: 'seal', agencyId: newId(), agencyName: `Cơ quan ${index}` } as const;
    const { certificate } = await certificateFor(db, vault, holder);
    list.push(sequence(sequence(sequence(sequence(certId(issuing.certificate, certificate.serial, 'sha1'))))));
  }
  return list;
}

interface Load {
  readonly perSecond: number;
  readonly perCore: number;
}

async function load(url: string, pid: number, bodies: readonly Buffer[]): Promise<Load> {
  const list = bodies.map((body) => ({ method: 'POST' as const, body, headers: { 'content-type': TYPE } }));
  const fire = (amount: number) => autocannon({ url, connections: 32, pipelining: 4, amount, requests: list });
  await fire(WARM);
  const before = processorSeconds(pid);
  const result = await fire(MEASURED);
  const used = processorSeconds(pid) - before;
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx} answers were not 200, ${result.errors} failed`);
  return { perSecond: result.requests.total / result.duration, perCore: result.requests.total / used };
}

/** A server that reads a request and always sends the same bytes: what node:http costs by itself. */
const BARE = `
const body = Buffer.from(process.argv[1], 'base64');
require('node:http').createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/ocsp-response', 'content-length': body.length }).end(body));
}).listen(0, '127.0.0.1', function () { process.send({ port: this.address().port }); });
process.on('disconnect', () => process.exit(0));`;

async function portOf(child: ChildProcess): Promise<number> {
  const [message] = (await once(child, 'message')) as [{ port: number }];
  return message.port;
}

async function inProcess(site: BenchSite, bodies: readonly Buffer[]): Promise<number> {
  const responder = ocspResponder(site.services.db, await openVault(site.folder));
  for (const body of bodies) await responder.respond(body);
  const before = cpuUsage();
  for (let turn = 0; turn < IN_PROCESS; turn += 1) await responder.respond(bodies[turn % bodies.length]!);
  const { user, system } = cpuUsage(before);
  return (IN_PROCESS * 1e6) / (user + system);
}

/** OCSP answers signed beforehand, over HTTP through the whole product and in process, beside a bare node:http server. */
export async function run(): Promise<BenchRow[]> {
  const site = await benchSite();
  const children: ChildProcess[] = [];
  try {
    const bodies = await requests(site);
    const responder = ocspResponder(site.services.db, await openVault(site.folder));
    const answer = (await responder.respond(bodies[0]!)).der;
    const own = await inProcess(site, bodies);
    const product = fork(fileURLToPath(new URL('page-kit.ts', import.meta.url)), [site.databaseUrl, site.folder], {
      execArgv: ['--conditions=source', '--import', 'tsx'],
    });
    children.push(product);
    const bare = spawn(process.execPath, ['-e', BARE, answer.toString('base64')], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    children.push(bare);
    const ports = [await portOf(bare), await portOf(product)] as const;
    const peer = await load(`http://127.0.0.1:${ports[0]}/`, bare.pid!, bodies);
    const ours = await load(`http://127.0.0.1:${ports[1]}/pki/ocsp`, product.pid!, bodies);
    const rate = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;
    return [
      {
        figure: 'OCSP answers over HTTP, one process',
        ours: `${rate(ours.perSecond)}, ${rate(ours.perCore)} of processor time`,
        peer: `${rate(peer.perSecond)}, ${rate(peer.perCore)} bare node:http with the same bytes`,
        ratio: ours.perCore / peer.perCore,
        note: `floor 5,000/s, aim 10,000/s; ratio by processor time; the ${availableParallelism()} cores are shared with the asker`,
      },
      {
        figure: 'OCSP answers in process, request bytes to response bytes',
        ours: rate(own),
        peer: rate(peer.perCore),
        ratio: own / peer.perCore,
        note: 'a second of processor time',
      },
    ];
  } finally {
    for (const child of children) child.kill();
    await site.close();
  }
}

await printWhenAlone(import.meta.url, run);
