import { Buffer } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { addressOf, type MachineAnswer, type MachineOptions, MEANS_ANOTHER_FORM, sendAtOnce, underWay } from './machine-endpoints.ts';
import type { SharedLimit } from './request-limits.ts';

/** A request in which the server itself has nothing to do: no cookie, no other page, no language. */
export interface PlainRequest {
  readonly headers: IncomingHttpHeaders;
  readonly address: string;
  /** Empty for GET. */
  readonly body: Buffer;
}

/** An address with a route of its own, most requests of which can be answered without the server's way. */
export interface PlainAnswers {
  readonly method: 'GET' | 'POST';
  /** Without a query: what asks with one goes the usual way. */
  readonly url: string;
  /** Of the route; both ways count in it. */
  readonly limit: SharedLimit;
  /**
   * The answer, if it is yes. Undefined, or a throw: the request goes on to its route, body and all, as if nobody had looked at
   * it, and is answered or refused there.
   */
  answer(request: PlainRequest): Promise<MachineAnswer | undefined>;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Answers plain requests of a route before the routes and hooks are asked. */
    answerPlain(answers: PlainAnswers): void;
  }
}

const FORM = 'application/x-www-form-urlencoded';
const LARGEST_FORM = 16_384;
/** A person, a page of another site, a proof that hangs on the whole request: all of these are the route's. */
const MEANS_MORE = [...MEANS_ANOTHER_FORM, 'cookie', 'x-system-id', 'x-secret-key', 'origin', 'sec-fetch-site', 'dpop'] as const;

/** Takes plain requests before the server's own way, which keeps all others (docs/decisions/0025). */
export function answerPlainFirst(app: FastifyInstance, options: Omit<MachineOptions, 'limits' | 'publicUrl'>): void {
  const known = new Map<string, PlainAnswers>();
  app.decorate('answerPlain', (answers: PlainAnswers) => void known.set(`${answers.method} ${answers.url}`, answers));
  const bodies = underWay(app);
  const { server } = app;
  const usual = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  const goOn = (request: IncomingMessage, response: ServerResponse): void => usual.forEach((handle) => handle(request, response));
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const answers = known.get(`${request.method} ${request.url}`);
    if (!answers || !isPlain(request) || options.databaseAway()) return goOn(request, response);
    const address = addressOf(request, options.behindProxy);
    if (!answers.limit.allows(address)) return goOn(request, response);
    void answerOne(app, options, answers, { request, response, address, bodies, goOn });
  });
}

function isPlain({ method, headers }: IncomingMessage): boolean {
  if (MEANS_MORE.some((name) => headers[name] !== undefined)) return false;
  const length = headers['content-length'];
  if (method === 'GET') return length === undefined;
  return headers['content-type'] === FORM && Number(length) > 0 && Number(length) <= LARGEST_FORM;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly address: string;
  readonly bodies: Map<IncomingMessage, number>;
  goOn(request: IncomingMessage, response: ServerResponse): void;
}

async function answerOne(
  app: FastifyInstance,
  { headers, count }: Pick<MachineOptions, 'headers' | 'count'>,
  answers: PlainAnswers,
  { request, response, address, bodies, goOn }: Exchange,
): Promise<void> {
  const began = performance.now();
  bodies.set(request, began);
  const body = answers.method === 'GET' ? Buffer.alloc(0) : await wholeBody(request);
  bodies.delete(request);
  if (!body) return;
  const answer = await answers.answer({ headers: request.headers, address, body }).catch((error: unknown) => {
    app.log.error(error);
    return undefined;
  });
  if (!answer) {
    if (body.length > 0) request.unshift(body);
    return goOn(request, response);
  }
  request.resume();
  sendAtOnce(response, 200, { ...headers, ...answers.limit.count(address) }, answer);
  count(answers, 200, (performance.now() - began) / 1000);
}

/**
 * The body, taken so that it can be put back: the stream stands still before its end. Undefined: the asker went away before.
 * Node's parser holds the length to what the head said.
 */
function wholeBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const length = Number(request.headers['content-length']);
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let got = 0;
    const take = (part: Buffer): void => {
      parts.push(part);
      got += part.length;
      if (got < length) return;
      request.pause();
      request.off('data', take);
      resolve(parts.length === 1 ? part : Buffer.concat(parts));
    };
    request.on('data', take);
    request.once('close', () => resolve(undefined));
  });
}
