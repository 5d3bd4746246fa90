import { Buffer } from 'node:buffer';
import { connect, type Socket } from 'node:net';

/** An answer as it came; header names in small letters, each with all its values. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

const END_OF_HEAD = '\r\n\r\n';

function headOf(text: string): Pick<RawAnswer, 'status' | 'headers'> {
  const [first = '', ...lines] = text.split('\r\n');
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).toLowerCase();
    const value = line.slice(at + 1).trim();
    const known = headers.get(name);
    if (known) known.push(value);
    else headers.set(name, [value]);
  }
  return { status: Number(first.split(' ')[1]), headers };
}

/** The pieces of a chunked body (RFC 9112 §7.1); undefined: it is not whole yet. */
function unchunked(data: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const line = data.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const length = Number.parseInt(data.toString('latin1', at, line), 16);
    if (data.length < line + 2 + length + 2) return undefined;
    if (length === 0) return Buffer.concat(parts);
    parts.push(data.subarray(line + 2, line + 2 + length));
    at = line + 2 + length + 2;
  }
}

/** The answer that is in some bytes; undefined: it is not whole yet. */
function answerIn(data: Buffer): RawAnswer | undefined {
  const end = data.indexOf(END_OF_HEAD);
  if (end < 0) return undefined;
  const head = headOf(data.toString('latin1', 0, end));
  const rest = data.subarray(end + END_OF_HEAD.length);
  if (head.headers.has('transfer-encoding')) {
    const body = unchunked(rest);
    return body && { ...head, body };
  }
  const length = Number(head.headers.get('content-length')?.[0] ?? 0);
  return rest.length >= length ? { ...head, body: rest.subarray(0, length) } : undefined;
}

/**
 * Asks over connections that stay open. It knows just as much of HTTP as two well-behaved servers need, so that the load
 * generator leaves as much as possible of the machine to what is measured.
 */
export class RawClient {
  readonly #idle = new Map<string, Socket[]>();

  ask(origin: URL, method: string, path: string, headers: Readonly<Record<string, string>>, body = ''): Promise<RawAnswer> {
    const lines = Object.entries({ host: origin.host, ...headers }).map(([name, value]) => `${name}: ${value}`);
    const text = `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}${END_OF_HEAD}${body}`;
    const idle = this.#idle.get(origin.host) ?? [];
    this.#idle.set(origin.host, idle);
    const socket = idle.pop() ?? connect(Number(origin.port), '127.0.0.1').setNoDelay(true);
    return new Promise((resolve, reject) => {
      let got: Buffer = Buffer.alloc(0);
      const take = (part: Buffer): void => {
        got = got.length === 0 ? part : Buffer.concat([got, part]);
        const answer = answerIn(got);
        if (!answer) return;
        socket.removeAllListeners();
        if (answer.headers.get('connection')?.[0] === 'close') socket.destroy();
        else idle.push(socket);
        resolve(answer);
      };
      socket.on('data', take);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error(`the connection to ${origin.host} ended before the answer`)));
      socket.write(text);
    });
  }

  close(): void {
    for (const sockets of this.#idle.values()) for (const socket of sockets) socket.destroy();
  }
}
