import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { answerWith, type KeptPage } from './kept-page.ts';

/** The page of an address while it may be sent without asking anybody; undefined sends the request the usual way. */
export type AtTheFront = () => KeptPage | undefined;

declare module 'fastify' {
  interface FastifyInstance {
    /** Addresses whose pages are kept for readers without a choice of their own. */
    readonly atTheFront: { offer(url: string, front: AtTheFront): void };
  }
}

/** Addresses remembered; each is a short string and a function, the pages have bounds of their own. */
const MOST_ADDRESSES = 20_000;

/**
 * Whether a request is of somebody nothing is known of: no cookie, no secret, no body, and a page is what they want. Such
 * readers of one address all get the same bytes.
 */
export function isPlain({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.cookie === undefined &&
    headers.authorization === undefined &&
    headers['x-system-id'] === undefined &&
    headers['x-secret-key'] === undefined &&
    headers['transfer-encoding'] === undefined &&
    headers['content-length'] === undefined &&
    !headers.accept?.includes('json')
  );
}

/**
 * Sends kept pages to plain readers before the routes, hooks and limits of the server are asked (docs/decisions/0016): a
 * crowd that wants one page costs then little more than its connections. Everything else goes on to the server.
 */
export function answerKeptFirst(app: FastifyInstance, count: (page: KeptPage, status: number) => void): void {
  const addresses = new Map<string, AtTheFront>();
  app.decorate('atTheFront', {
    offer(url, front) {
      if (addresses.size >= MOST_ADDRESSES) addresses.clear();
      addresses.set(url, front);
    },
  });
  const { server } = app;
  const usual = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const page = isPlain(request) ? addresses.get(request.url ?? '')?.() : undefined;
    if (!page) return usual.forEach((handle) => handle(request, response));
    const { status, headers, body } = answerWith(page, request.headers);
    response.writeHead(status, headers).end(body);
    count(page, status);
  });
}
