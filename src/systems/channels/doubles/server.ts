import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** What a double answers; `hang` keeps the caller waiting, `reset` cuts the connection. */
export type Told =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly json?: unknown;
      readonly text?: string;
      readonly bytes?: Buffer;
    }
  | 'hang'
  | 'reset';

export interface RunningDouble {
  readonly url: string;
  close(): Promise<void>;
}

const LARGEST = 64 * 1024 * 1024;

/** A double on a free port of this machine. */
export async function listen(answer: (asked: Asked) => Told | Promise<Told>): Promise<RunningDouble> {
  const server = createServer((request, response) => {
    read(request)
      .then((body) => {
        const url = new URL(request.url ?? '/', 'http://double');
        return answer({ method: request.method ?? 'GET', url, headers: request.headers, body });
      })
      .then((told) => tell(response, told))
      .catch(() => request.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST) throw new Error('too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tell(response: ServerResponse, told: Told): void {
  if (told === 'hang') return;
  if (told === 'reset') {
    response.destroy();
    return;
  }
  const body = told.json === undefined ? (told.bytes ?? told.text ?? '') : JSON.stringify(told.json);
  response.writeHead(told.status, {
    'content-type': told.json === undefined ? 'text/plain; charset=utf-8' : 'application/json; charset=UTF-8',
    ...told.headers,
  });
  response.end(body);
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
