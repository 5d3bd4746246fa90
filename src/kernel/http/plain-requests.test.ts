import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { connect } from 'node:net';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { answerPlainFirst } from './plain-requests.ts';
import { sharedLimit } from './request-limits.ts';

let app: FastifyInstance;
afterEach(() => app.close());

/** A server that says yes to `a=…` at the door; its route says what came to it. */
async function world(options: { most?: number; away?: boolean } = {}) {
  const seen = { usual: 0, counted: [] as string[] };
  app = Fastify() as unknown as FastifyInstance;
  await app.register(formbody);
  app.addHook('onRequest', async () => void (seen.usual += 1));
  answerPlainFirst(app, {
    behindProxy: false,
    headers: { 'x-content-type-options': 'nosniff' },
    databaseAway: () => options.away ?? false,
    count: ({ method, url }, status) => void seen.counted.push(`${method} ${url} ${status}`),
  });
  const limit = sharedLimit(options.most ?? 100);
  const answer = async ({ body, headers }: { body: Buffer; headers: Readonly<Record<string, unknown>> }) => {
    if (body.toString() === 'a=nem') throw new Error('thrown');
    if (body.length > 0 && !body.toString().startsWith('a=')) return undefined;
    return { type: 'text/plain', body: Buffer.from(`cửa:${body.toString()}${String(headers['authorization'] ?? '')}`) };
  };
  app.answerPlain({ method: 'POST', url: '/hoi', limit, answer });
  app.answerPlain({ method: 'GET', url: '/hoi', limit, answer });
  app.route({ method: ['GET', 'POST'], url: '/hoi', handler: async (request) => `đường:${JSON.stringify(request.body ?? '')}` });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { seen, ask };
}

/** Bytes as they are, in as many pieces as given. */
async function ask(...pieces: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1');
  socket.setNoDelay(true);
  let told = '';
  socket.on('data', (part: Buffer) => (told += part.toString()));
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await once(socket, 'close');
  return told;
}

const LAST = 'connection: close';
const FORM = 'content-type: application/x-www-form-urlencoded';
const post = (body: string, ...more: readonly string[]): string =>
  ['POST /hoi HTTP/1.1', 'host: x', FORM, `content-length: ${Buffer.byteLength(body)}`, ...more, '', body].join('\r\n');
const get = (path: string, ...more: readonly string[]): string => [`GET ${path} HTTP/1.1`, 'host: x', ...more, '', ''].join('\r\n');

test('a plain request is answered at the door, in order, with the headers of every answer and of the limit', async () => {
  const { seen } = await world();
  const told = await ask(post('a=1') + get('/hoi', 'authorization: Bearer x') + post('a=2', LAST));
  expect([...told.matchAll(/cửa:(.*?)(?=HTTP|$)/g)].map(([, body]) => body)).toEqual(['a=1', 'Bearer x', 'a=2']);
  expect(told).toContain('x-content-type-options: nosniff');
  expect(told).toContain('x-ratelimit-remaining: 97');
  expect(seen).toEqual({ usual: 0, counted: ['POST /hoi 200', 'GET /hoi 200', 'POST /hoi 200'] });
});

test('what the door does not say yes to comes to its route whole, also in pieces and after a fault', async () => {
  const { seen } = await world();
  expect(await ask(post('b=một', LAST))).toContain('đường:{"b":"một"}');
  const [head = '', body = ''] = post('b=hai&c=3', LAST).split('\r\n\r\n');
  expect(await ask(`${head}\r\n\r\n`, body.slice(0, 4), body.slice(4))).toContain('đường:{"b":"hai","c":"3"}');
  expect(await ask(post('a=nem', LAST))).toContain('đường:{"a":"nem"}');
  expect(await ask(post('b=1') + post('a=2', LAST))).toMatch(/đường:\{"b":"1"\}.*cửa:a=2/s);
  expect(seen).toMatchObject({ usual: 4 });
});

test.each([
  ['a cookie', post('a=1', 'cookie: a=b', LAST)],
  ['a page of another origin', post('a=1', 'origin: https://khac.example', LAST)],
  ['a proof of a key', get('/hoi', 'dpop: x', LAST)],
  ['a query', get('/hoi?a=1', LAST)],
  ['another type', post('a=1', LAST).replace(FORM, 'content-type: text/plain')],
  ['more than is read at the door', post(`a=${'x'.repeat(16_384)}`, LAST)],
  ['an empty form', post('', LAST)],
])('%s goes the usual way', async (_what, request) => {
  const { seen } = await world();
  expect(await ask(request)).not.toContain('cửa');
  expect(seen).toEqual({ usual: 1, counted: [] });
});

test('over the limit, or while the database is away, all go the usual way', async () => {
  const limited = await world({ most: 1 });
  expect(await ask(post('a=1') + post('a=2', LAST))).toMatch(/cửa:a=1.*đường/s);
  expect(limited.seen.usual).toBe(1);
  await app.close();
  const away = await world({ away: true });
  await ask(post('a=1', LAST));
  expect(away.seen.usual).toBe(1);
});

test('who goes away in the middle leaves nothing behind', async () => {
  const { seen } = await world();
  const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1');
  socket.write(post('a=12').slice(0, -1));
  await once(socket, 'ready');
  socket.destroy();
  expect(await ask(post('a=1', LAST))).toContain('cửa:a=1');
  expect(seen.counted).toEqual(['POST /hoi 200']);
});
