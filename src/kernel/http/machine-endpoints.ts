import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { newId } from '../id.ts';
import type { Problem } from '../problem.ts';
import { problemJson, problemOf } from './errors.ts';
import type { CountedRequests } from './request-limits.ts';
import { BODY_MS } from './slow-bodies.ts';

/** What a program is answered. */
export interface MachineAnswer {
  readonly type: string;
  readonly body: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An address at which programs ask small questions by the thousand and everybody gets the same kind of answer. */
export interface MachineEndpoint {
  readonly url: string;
  /** Content type of what is sent by POST. */
  readonly takes: string;
  /** Most bytes of it. */
  readonly largest: number;
  /** Answered when something of another type is sent. */
  readonly otherwise: Problem;
  answer(body: Buffer): Promise<MachineAnswer>;
}

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Declares an endpoint for everybody's programs. It is a route like any other (permission `public`); requests of the plain
     * form, which nothing else of the server concerns, are answered before the routes and hooks are asked.
     */
    machineEndpoint(endpoint: MachineEndpoint): void;
  }
}

export interface MachineOptions {
  readonly limits: CountedRequests;
  readonly publicUrl: string;
  readonly behindProxy: boolean;
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly databaseAway: () => boolean;
  count(endpoint: Pick<MachineEndpoint, 'url'> & { readonly method?: string }, status: number, seconds: number): void;
}

/** How a body comes that is not simply so many bytes. */
export const MEANS_ANOTHER_FORM = ['transfer-encoding', 'content-encoding', 'expect', 'upgrade'] as const;

/** Anything that says more than "here are some bytes" goes the usual way: a browser, a person, a coding, a program with a secret. */
const MEANS_MORE = [...MEANS_ANOTHER_FORM, 'cookie', 'authorization', 'x-system-id', 'x-secret-key', 'origin', 'sec-fetch-site'] as const;
const SWEEP_MS = 10_000;

/** Takes requests of the plain form before the server's own way, which keeps all others. */
export function answerMachinesFirst(app: FastifyInstance, options: MachineOptions): void {
  const endpoints = new Map<string, MachineEndpoint>();
  app.decorate('machineEndpoint', function (this: FastifyInstance, endpoint: MachineEndpoint) {
    endpoints.set(endpoint.url, endpoint);
    declareRoute(this, endpoint);
  });
  const bodies = underWay(app);
  const { server } = app;
  const usual = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const endpoint = request.method === 'POST' ? endpoints.get(request.url ?? '') : undefined;
    if (!endpoint || !isPlainPost(request, endpoint) || options.databaseAway()) return usual.forEach((handle) => handle(request, response));
    const limited = options.limits.count(addressOf(request, options.behindProxy));
    // Counted a second time on the usual way, which makes the refusal.
    if (!limited) return usual.forEach((handle) => handle(request, response));
    void answerAtOnce(app, options, endpoint, request, response, limited, bodies);
  });
}

/** The same as a route: for requests of other forms, for the list of routes, and for the guards that every route passes. */
function declareRoute(app: FastifyInstance, endpoint: MachineEndpoint): void {
  const asBytes = async (_request: unknown, body: unknown): Promise<unknown> => body;
  app.addContentTypeParser(endpoint.takes, { parseAs: 'buffer', bodyLimit: endpoint.largest }, asBytes);
  app.post(endpoint.url, { config: { permission: 'public' }, schema: {} }, async (request, reply) => {
    if (!Buffer.isBuffer(request.body)) throw endpoint.otherwise;
    const { type, body, headers = {} } = await endpoint.answer(request.body);
    return reply.headers(headers).type(type).send(body);
  });
}

function isPlainPost({ headers }: IncomingMessage, { takes, largest }: MachineEndpoint): boolean {
  const length = Number(headers['content-length'] ?? 0);
  return headers['content-type'] === takes && length > 0 && length <= largest && MEANS_MORE.every((name) => headers[name] === undefined);
}

/** Who asks: the nearest address that is not this machine's, where a proxy on it says so. */
export function addressOf({ socket, headers }: IncomingMessage, behindProxy: boolean): string {
  const near = socket.remoteAddress ?? '';
  const said = headers['x-forwarded-for'];
  if (!behindProxy || said === undefined || !isLoopback(near)) return near;
  const far = String(said)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return far.findLast((part) => !isLoopback(part)) ?? far[0] ?? near;
}

const isLoopback = (address: string): boolean => address === '::1' || address.replace('::ffff:', '').startsWith('127.');

async function answerAtOnce(
  app: FastifyInstance,
  options: MachineOptions,
  endpoint: MachineEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
  limited: Readonly<Record<string, string | number>>,
  bodies: Map<IncomingMessage, number>,
): Promise<void> {
  const began = performance.now();
  bodies.set(request, began);
  const body = await bodyOf(request);
  bodies.delete(request);
  if (!body) return;
  const { status, ...answer } = await answered(app, options.publicUrl, endpoint, body);
  sendAtOnce(response, status, { ...options.headers, ...limited }, answer);
  options.count(endpoint, status, (performance.now() - began) / 1000);
}

/** Undefined: the asker went away before the end. Node's parser holds the length to what the head said. */
function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => resolve(parts.length === 1 ? parts[0] : Buffer.concat(parts)));
    request.on('close', () => resolve(undefined));
  });
}

async function answered(
  app: FastifyInstance,
  publicUrl: string,
  endpoint: MachineEndpoint,
  body: Buffer,
): Promise<MachineAnswer & { status: number }> {
  try {
    return { status: 200, ...(await endpoint.answer(body)) };
  } catch (error) {
    const problem = problemOf(error);
    if (problem.status >= 500) app.log.error(error);
    const id = newId();
    const body = Buffer.from(JSON.stringify(problemJson(problem, { lang: 'vi', id }, publicUrl)));
    const headers = { 'cache-control': 'no-store', ...problem.headers };
    return { status: problem.status, headers, type: 'application/problem+json; charset=utf-8', body };
  }
}

/**
 * Requests whose bodies are under way, by when they began. They have as long as on the usual way; one look over all costs less
 * than a timer for each.
 */
export function underWay(app: FastifyInstance): Map<IncomingMessage, number> {
  const bodies = new Map<IncomingMessage, number>();
  const timer = setInterval(() => {
    const limit = performance.now() - BODY_MS;
    for (const [request, began] of bodies) if (began < limit) request.destroy();
  }, SWEEP_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
  return bodies;
}

/** Sends an answer; `headers` come before those of the answer itself. */
export function sendAtOnce(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | number>>,
  answer: MachineAnswer,
): void {
  response.writeHead(status, { ...headers, ...answer.headers, 'content-type': answer.type, 'content-length': answer.body.length });
  // As a text of bytes it leaves together with the head, in one call of the system.
  response.end(answer.body.toString('latin1'), 'latin1');
}
