import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { packetDate, writePacket } from '../src/core/exchange/edxml/index.ts';

/** The other side of axis-accept.ts, in a process of its own: `<port> <clients> <documents> <bytes> <run>`; prints JSON. */
const [port = 0, clients = 0, documents = 0, bytes = 0, round = 0] = process.argv.slice(2).map(Number);
const agent = new Agent({ keepAlive: true, maxSockets: clients });
const authorization = `Basic ${Buffer.from('bench-software:bench-secret').toString('base64')}`;
const headers = { authorization, 'content-type': 'application/xml' };
const times: number[] = [];

function packet(number: number): Promise<Buffer> {
  return writePacket({
    kind: 'document',
    from: { organId: '001.00.00.B10', name: 'Cơ quan giả lập 1' },
    to: [{ organId: `${String(2 + (number % 500)).padStart(3, '0')}.00.00.B10` }],
    documentId: `001.00.00.B10,2026/11/20,${round}${number}/QĐ-B10`,
    code: { number: `${round}${number}`, notation: 'QĐ-B10' },
    promulgation: { place: 'Hà Nội', date: packetDate('2026-11-20') },
    subject: 'Về việc đo tốc độ tiếp nhận',
    responseFor: [],
    toPlaces: [],
    traces: [],
    business: { type: 'new', replacements: [] },
    attachments: [{ contentId: 'cid:1', name: 'van-ban.pdf', packing: 'zip', files: [{ name: 'van-ban.pdf', bytes: randomBytes(bytes) }] }],
  });
}

function post(body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const options = {
      agent,
      port,
      host: '127.0.0.1',
      path: '/api/axis/v1/packets',
      method: 'POST',
      headers: { ...headers, 'content-length': body.length },
    };
    const call = request(options, (answer) => {
      answer.resume();
      answer.once('end', () => {
        times.push(performance.now() - start);
        if (answer.statusCode === 202) resolve();
        else reject(new Error(`status ${answer.statusCode}`));
      });
    });
    call.once('error', reject);
    call.end(body);
  });
}

const bodies = await Promise.all(Array.from({ length: documents }, (_, number) => packet(number)));
const size = bodies[0]?.length ?? 0;
const start = performance.now();
const lane = async (): Promise<void> => {
  for (let body = bodies.pop(); body; body = bodies.pop()) await post(body);
};
await Promise.all(Array.from({ length: clients }, lane));
const seconds = (performance.now() - start) / 1_000;
agent.destroy();
const sorted = times.toSorted((a, b) => a - b);
const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
console.log(JSON.stringify({ seconds, size, p50: at(0.5), p95: at(0.95) }));
