import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a subscriber of the tests was sent. */
export interface Delivered {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Subscriber {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly host: string;
  /** Queries with which the hub asked whether it was meant. */
  readonly asked: URLSearchParams[];
  readonly delivered: Delivered[];
  /** Whether it repeats challenges, and what it answers to deliveries. */
  confirm: boolean | 'wrong';
  status: number;
  headers: Record<string, string>;
  close(): void;
}

/** A subscriber on a free port of this machine that keeps what it is sent. */
export async function startSubscriber(): Promise<Subscriber> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://subscriber');
    if (request.method === 'GET') {
      subscriber.asked.push(searchParams);
      const challenge = searchParams.get('hub.challenge') ?? '';
      if (subscriber.confirm === false) response.writeHead(404).end();
      else response.end(subscriber.confirm === true ? challenge : `${challenge}!`);
      return;
    }
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      subscriber.delivered.push({ path: pathname, headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(subscriber.status, subscriber.headers).end('x'.repeat(10_000));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const subscriber: Subscriber = {
    url: `http://${host}`,
    host,
    asked: [],
    delivered: [],
    confirm: true,
    status: 204,
    headers: {},
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return subscriber;
}
