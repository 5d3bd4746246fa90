import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Client {
  get(path: string): Promise<Answer>;
  /** A form as a browser sends it. */
  form(path: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Answer>;
  /** Bytes as another agency's software sends them. */
  send(path: string, bytes: Buffer, headers: Readonly<Record<string, string>>): Promise<Answer>;
  close(): void;
}

const PATIENCE_MS = 20_000;

/**
 * A browser or a program with an address of its own (127.0.0.x, where the system allows it), so that the limit of
 * requests from one address does not stand for the capacity of the product. Rejects when no whole answer comes.
 */
export function openClient(port: number, number: number, cookie?: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const localAddress = process.platform === 'linux' ? `127.0.0.${2 + (number % 250)}` : undefined;

  function ask(method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request({
        host: '127.0.0.1',
        port,
        method,
        path,
        agent,
        headers: { host: `localhost:${port}`, ...(cookie ? { cookie } : {}), ...headers },
        ...(localAddress ? { localAddress } : {}),
        timeout: PATIENCE_MS,
      });
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)));
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString() }),
        );
      });
      outgoing.end(body);
    });
  }

  return {
    get: (path) => ask('GET', path, { accept: 'text/html' }),
    form(path, fields) {
      const form = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one as string);
      const body = Buffer.from(form.toString());
      const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) };
      return ask('POST', path, { ...headers, 'sec-fetch-site': 'same-origin' }, body);
    },
    send: (path, bytes, headers) => ask('POST', path, { 'content-length': String(bytes.length), ...headers }, bytes),
    close: () => agent.destroy(),
  };
}
