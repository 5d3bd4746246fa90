import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { packetDate, writePacket } from '../src/core/exchange/edxml/index.ts';

/**
 * The other side of axis-accept.ts, in a process of its own: `<port> <clients> <documents> <bytes> <run>`; prints JSON.
 * It writes requests to bare sockets, as it shares the machine with what it measures.
 */
const [port = 0, clients = 0, documents = 0, bytes = 0, round = 0] = process.argv.slice(2).map(Number);
const authorization = `Basic ${Buffer.from('bench-software:bench-secret').toString('base64')}`;
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

function requestOf(body: Buffer): Buffer {
  const lines = [
    'POST /api/axis/v1/packets HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    `authorization: ${authorization}`,
    'content-type: application/xml',
    `content-length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}

/** Whether a whole answer is there: its head, and as many bytes after it as it says. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(text)?.[1];
  return end !== -1 && length !== undefined && text.length >= end + 4 + Number(length);
}

function post(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let answer = '';
    const read = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      if (!isWhole(answer)) return;
      socket.off('data', read);
      times.push(performance.now() - start);
      if (answer.startsWith('HTTP/1.1 202 ')) resolve();
      else reject(new Error(answer.split('\r\n', 1)[0]));
    };
    socket.on('data', read);
    socket.once('close', () => reject(new Error('the server closed the connection')));
    socket.write(request);
  });
}

async function lane(requests: Buffer[]): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true }).setMaxListeners(0);
  socket.on('error', () => undefined);
  for (let request = requests.pop(); request; request = requests.pop()) await post(socket, request);
  socket.destroy();
}

const requests = (await Promise.all(Array.from({ length: documents }, (_, number) => packet(number)))).map(requestOf);
const size = (requests[0]?.length ?? 0) - requestOf(Buffer.alloc(0)).length;
const before = process.cpuUsage();
const start = performance.now();
await Promise.all(Array.from({ length: clients }, () => lane(requests)));
const seconds = (performance.now() - start) / 1_000;
const { user, system } = process.cpuUsage(before);
const sorted = times.toSorted((a, b) => a - b);
const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
console.log(JSON.stringify({ seconds, size, p50: at(0.5), p95: at(0.95), processor: (user + system) / 1_000 / documents }));
