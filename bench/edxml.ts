import { randomBytes } from 'node:crypto';
import { memoryUsage } from 'node:process';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { SaxesParser } from 'saxes';
import {
  packetDate,
  packetTime,
  type DocumentPacket,
  MAX_PACKET_BYTES,
  readPacket,
  writePacket,
} from '../src/core/exchange/edxml/index.ts';
import { instant } from '../src/kernel/time.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const deflate = promisify(deflateRaw);
const MIB = 1024 * 1024;
const MEMORY_LIMIT = 512 * MIB;

/** A document packet with one incompressible file of about that many bytes. */
function packetWith(bytes: number): DocumentPacket {
  return {
    kind: 'document',
    from: { organId: '000.00.00.G22', name: 'Văn phòng Chính phủ' },
    to: [{ organId: '000.00.00.H41', name: 'UBND tỉnh Nghệ An' }],
    documentId: '000.00.00.G22,2015/09/30,7816/VPCP-TTĐT',
    code: { number: '7816', notation: 'VPCP-TTĐT' },
    promulgation: { place: 'Hà Nội', date: packetDate('2015-09-30') },
    documentType: { name: 'Công văn' },
    subject: 'V/v kết nối, liên thông phần mềm quản lý văn bản',
    responseFor: [],
    toPlaces: ['Ủy ban nhân dân các tỉnh, thành phố'],
    traces: [{ organId: '000.00.00.G22', at: packetTime(instant('2015-09-30T08:00:00+07:00')) }],
    business: { type: 'new', replacements: [] },
    attachments: [
      {
        contentId: 'cid:1',
        name: 'van-ban.pdf',
        contentType: 'application/zip',
        packing: 'zip',
        files: [{ name: 'van-ban.pdf', bytes: randomBytes(bytes) }],
      },
    ],
  };
}

/** The packet whose XML is just under `size` bytes. */
async function packetOfSize(size: number): Promise<Buffer> {
  const frame = (await writePacket(packetWith(0))).length;
  return writePacket(packetWith(Math.floor(((size - frame) / 4) * 3) - Math.ceil(size / 4000) - 64));
}

/** Bare saxes over the same bytes in the pieces a stream would bring, with handlers that do nothing. */
function bareSaxes(xml: Buffer): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', () => undefined);
  parser.on('text', () => undefined);
  for (let at = 0; at < xml.length; at += 64 * 1024) parser.write(xml.toString('latin1', at, at + 64 * 1024));
  parser.close();
}

/** Calls a second, the best of a few rounds, so that a neighbour on the machine disturbs least. */
async function rate(rounds: number, calls: number, run: () => unknown): Promise<number> {
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    for (let call = 0; call < calls; call += 1) await run();
    best = Math.max(best, (calls / (performance.now() - start)) * 1000);
  }
  return best;
}

function row(figure: string, ours: number, peer: number, unit: string, note: string): BenchRow {
  const show = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`;
  return { figure, ours: show(ours), peer: show(peer), ratio: Number((ours / peer).toFixed(2)), note };
}

/** The rows of the benchmark table; about ten seconds. */
export async function run(): Promise<BenchRow[]> {
  const small = await packetOfSize(64 * 1024);
  const large = await packetOfSize(MAX_PACKET_BYTES);
  await rate(1, 200, () => readPacket(small));
  await rate(1, 200, () => bareSaxes(small));
  const smallOurs = await rate(3, 400, () => readPacket(small));
  const smallPeer = await rate(3, 400, () => bareSaxes(small));
  const largeOurs = (await rate(3, 1, () => readPacket(large))) * (large.length / MIB);
  const peak = memoryUsage().rss;
  const largePeer = (await rate(2, 1, () => bareSaxes(large))) * (large.length / MIB);
  const { packet } = await readPacket(large);
  const file = packet.kind === 'document' ? (packet.attachments[0]?.files[0]?.bytes ?? Buffer.alloc(0)) : Buffer.alloc(0);
  const written = (await rate(2, 1, () => writePacket(packet))) * (large.length / MIB);
  const bareWritten = (await rate(2, 1, async () => (await deflate(file)).toString('base64'))) * (large.length / MIB);
  const memory = `${Math.round(peak / MIB)} MiB resident after reading it ${peak < MEMORY_LIMIT ? '(limit 512)' : '(over the limit of 512)'}`;
  return [
    row(
      `edXML packets of ${Math.round(small.length / 1024)} KiB read`,
      smallOurs,
      smallPeer,
      '/s',
      'peer: bare saxes; ours also decodes, unpacks, checks',
    ),
    row(`edXML packet of ${Math.round(large.length / MIB)} MiB read`, largeOurs, largePeer, 'MiB/s', memory),
    row('the same packet written', written, bareWritten, 'MiB/s', 'peer: deflate and base64 alone'),
  ];
}

await printWhenAlone(import.meta.url, run);
