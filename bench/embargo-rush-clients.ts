import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { now } from '../src/kernel/time.ts';

/**
 * Readers for embargo-rush.ts, in a process of their own. Each arrives at its own instant whatever became of those before,
 * opens a connection, asks for one page and goes. Told by message: where, when, and which reader asks for which page.
 */
export interface Rush {
  readonly port: number;
  /** Instant of the first arrival, ms. */
  readonly start: number;
  readonly moment: number;
  /** Offsets of the arrivals, ms, ascending. */
  readonly arrivals: readonly number[];
  readonly paths: readonly { readonly path: string; readonly share: number }[];
  /** What a page must not say before the moment. */
  readonly secret: string;
}

export interface RushResult {
  /** From the instant at which the reader was to arrive until the last byte, ms. */
  readonly times: number[];
  readonly errors: number;
  readonly early: number;
  /** Asked after the moment and answered as if it had not come. */
  readonly late: number;
  readonly before: number;
  readonly seconds: number;
}

interface Answer {
  readonly path: string;
  readonly asked: number;
  readonly ended: number;
  readonly bytes: Buffer;
}

function ask(port: number, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const chunks: Buffer[] = [];
    socket.setTimeout(20_000, () => socket.destroy(new Error('no answer in 20 s')));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept-encoding: br\r\nconnection: close\r\n\r\n`);
  });
}

const statusOf = (bytes: Buffer): number => Number(bytes.toString('latin1', 9, 12));

/** Whether an answer tells the secret: a page that is there at all, or a list that names it. */
function tells({ path, bytes }: Answer, secret: string): boolean {
  if (path.includes(secret)) return statusOf(bytes) === 200;
  const end = bytes.indexOf('\r\n\r\n');
  const isPacked = /content-encoding: br/i.test(bytes.toString('latin1', 0, end));
  const body = bytes.subarray(end + 4);
  return (isPacked ? brotliDecompressSync(unchunked(bytes.toString('latin1', 0, end), body)) : body).toString().includes(secret);
}

/** nginx and the product both say how long the body is; a chunked one would be read wrongly, and is an error. */
function unchunked(head: string, body: Buffer): Buffer {
  if (/transfer-encoding/i.test(head)) throw new Error('a body without its length');
  return body;
}

async function run(rush: Rush): Promise<RushResult> {
  const times: number[] = [];
  const lists: Answer[] = [];
  let [errors, early, late, before, at] = [0, 0, 0, 0, 0];
  const inHand = new Set<Promise<void>>();
  const judge = (answer: Answer): void => {
    const isEarly = answer.ended < rush.moment;
    if (isEarly) before += 1;
    const status = statusOf(answer.bytes);
    if (status !== 200 && !(status === 404 && answer.path.includes(rush.secret))) errors += 1;
    else if (isEarly && tells(answer, rush.secret)) early += 1;
    else if (answer.asked > rush.moment && !tells(answer, rush.secret)) late += 1;
  };
  const reader = async (path: string, due: number): Promise<void> => {
    const asked = now().getTime();
    try {
      const bytes = await ask(rush.port, path);
      const ended = now().getTime();
      times.push(ended - due);
      lists.push({ path, asked, ended, bytes });
    } catch {
      errors += 1;
    }
  };
  const picked = rush.paths.flatMap(({ path, share }) => Array.from({ length: share }, () => path));
  while (at < rush.arrivals.length) {
    for (; at < rush.arrivals.length && rush.start + (rush.arrivals[at] ?? 0) <= now().getTime(); at += 1) {
      const one = reader(picked[(at * 7) % picked.length] ?? '/', rush.start + (rush.arrivals[at] ?? 0)).finally(() => inHand.delete(one));
      inHand.add(one);
    }
    await wait(1);
  }
  await Promise.all(inHand);
  const seconds = (now().getTime() - rush.start) / 1_000;
  // Read afterwards, so that unpacking takes no time from the readers.
  for (const answer of lists) judge(answer);
  return { times, errors, early, late, before, seconds };
}

process.on('message', (rush: Rush) => void run(rush).then((result) => process.send?.(result)));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
