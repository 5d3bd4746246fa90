import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Other servers' inboxes for bench/activitypub.ts, each a host of its own: they read what comes, count what is signed, and take it. */
const [count = '1'] = process.argv.slice(2);
let signed = 0;

async function inbox(): Promise<number> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.headers.signature !== undefined && request.headers.digest !== undefined) signed += 1;
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const ports = await Promise.all(Array.from({ length: Number(count) }, inbox));
process.on('message', () => process.send?.({ signed }));
process.on('disconnect', () => process.exit(0));
process.send?.({ ports });
