import { createServer, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { now } from '../src/kernel/time.ts';

/**
 * The other side of live-watchers.ts. `watch <port> <path> <count>`: readers that hold a stream open and say when the entry
 * they were told to wait for has come to the last of them. `serve`: the bare server beside ours, which writes one text to all.
 */
const [part = '', port = '', path = '', count = ''] = process.argv.slice(2);
/** A gateway of a mobile network hides about so many readers; each has an address of its own here (127/8 is all loopback). */
const OF_ONE_ADDRESS = 500;
const OPENING = 50;

function watchOne(index: number, seen: (mark: string, at: number) => void): Promise<Socket> {
  const localAddress = `127.0.1.${1 + Math.floor(index / OF_ONE_ADDRESS)}`;
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('a stream was closed')));
    socket.once('data', (chunk: Buffer) => {
      if (!chunk.toString('latin1').startsWith('HTTP/1.1 200 ')) reject(new Error(chunk.toString('latin1', 0, 200)));
      else resolve(socket);
    });
    socket.on('data', (chunk: Buffer) => {
      const mark = /muc-do-\d+/.exec(chunk.toString('latin1'))?.[0];
      if (mark) seen(mark, now().getTime());
    });
    socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: text/event-stream\r\n\r\n`);
  });
}

async function watch(): Promise<void> {
  const all = Number(count);
  const came = new Map<string, number[]>();
  const seen = (mark: string, at: number): void => {
    const times = came.get(mark) ?? [];
    times.push(at);
    came.set(mark, times);
    if (times.length === all) process.send?.({ mark, times });
  };
  for (let first = 0; first < all; first += OPENING) {
    await Promise.all(Array.from({ length: Math.min(OPENING, all - first) }, (_, at) => watchOne(first + at, seen)));
  }
  process.send?.('open');
}

async function serve(): Promise<void> {
  const streams = new Set<ServerResponse>();
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    response.write('retry: 3000\n\n');
    streams.add(response);
  });
  process.on('message', (text: string) => streams.forEach((stream) => stream.write(text)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
}

process.on('disconnect', () => process.exit(0));
await (part === 'watch' ? watch() : serve());
