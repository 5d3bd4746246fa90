import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { connect } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { answerMachinesFirst } from './machine-endpoints.ts';

const TYPE = 'application/question';
const otherwise = new Problem({ slug: 'bad-request', status: 415, title: { vi: 'Sai kiểu', en: 'Wrong type' } });
const busy = new Problem({ slug: 'busy', status: 503, title: { vi: 'Bận', en: 'Busy' }, headers: { 'retry-after': '30' } });
let app: FastifyInstance;
afterEach(() => app.close());

/** A server with one endpoint that says back what it was asked; `usual` counts requests that came the usual way. */
async function world(options: { most?: number; behindProxy?: boolean; away?: boolean } = {}) {
  const seen = { usual: 0, counted: [] as string[], statuses: [] as number[] };
  app = Fastify() as unknown as FastifyInstance;
  app.addHook('onRequest', async () => void (seen.usual += 1));
  answerMachinesFirst(app, {
    limits: {
      count(address) {
        seen.counted.push(address);
        return seen.counted.length > (options.most ?? 100) ? undefined : { 'x-ratelimit-limit': 100 };
      },
    },
    publicUrl: 'http://localhost',
    behindProxy: options.behindProxy ?? false,
    headers: { 'x-content-type-options': 'nosniff' },
    databaseAway: () => options.away ?? false,
    count: (_endpoint, status) => void seen.statuses.push(status),
  });
  await app.register(async (own) => {
    own.machineEndpoint({
      url: '/hoi',
      takes: TYPE,
      largest: 100,
      otherwise,
      async answer(body) {
        if (body.toString() === 'bận') throw busy;
        if (body.toString() === 'hỏng') throw new TypeError('broken');
        return { type: 'application/answer', body: Buffer.from(`đáp ${body.toString()}`), headers: { 'cache-control': 'no-store' } };
      },
    });
  });
  const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/hoi`;
  return { seen, raw: (...questions: readonly string[]) => raw(url, questions.join('')) };
}

/** Bytes as they are, so that nothing is added to the head. */
async function raw(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let told = '';
  socket.on('data', (part: Buffer) => (told += part.toString()));
  socket.write(text);
  await once(socket, 'close');
  return told;
}

const question = (body: string, ...more: readonly string[]): string =>
  ['POST /hoi HTTP/1.1', 'host: x', `content-type: ${TYPE}`, `content-length: ${Buffer.byteLength(body)}`, ...more, '', body].join('\r\n');
const LAST = 'connection: close';

test('plain questions are answered before the routes are asked, in their order, with the headers of every answer', async () => {
  const { seen, raw: ask } = await world();
  const told = await ask(question('một'), question('hai'), question('ba', LAST));
  expect([...told.matchAll(/đáp (\S+?)(?=HTTP|$)/g)].map((match) => match[1])).toEqual(['một', 'hai', 'ba']);
  for (const header of [
    'x-content-type-options: nosniff',
    'x-ratelimit-limit: 100',
    'cache-control: no-store',
    'content-type: application/answer',
  ])
    expect(told).toContain(header);
  expect(seen).toMatchObject({ usual: 0, statuses: [200, 200, 200] });
});

test.each([
  ['a cookie', ['cookie: a=b']],
  ['a secret', ['authorization: Basic YTpi']],
  ['another origin', ['origin: https://khac.example']],
  ['a browser', ['sec-fetch-site: cross-site']],
])('a question with %s goes the usual way, to the same answer', async (_what, headers) => {
  const { seen, raw: ask } = await world();
  expect(await ask(question('một', ...headers, LAST))).toContain('đáp một');
  expect(seen).toMatchObject({ usual: 1, counted: [] });
});

test('so does one that is empty, in pieces, too long or of another type; the last two are refused there', async () => {
  const { seen, raw: ask } = await world();
  expect(await ask(question('x'.repeat(101), LAST))).toContain('413');
  expect(await ask(question('', LAST))).toContain('đáp');
  expect(await ask(question('{}', LAST).replace(TYPE, 'application/json'))).toContain('415');
  const pieces = ['POST /hoi HTTP/1.1', 'host: x', `content-type: ${TYPE}`, 'transfer-encoding: chunked', LAST, '', '1\r\na\r\n0\r\n\r\n'];
  expect(await ask(pieces.join('\r\n'))).toContain('đáp a');
  expect(seen.usual).toBe(4);
});

test('more than the limit, or any while the database is away, go the usual way', async () => {
  const limited = await world({ most: 1 });
  await limited.raw(question('một', LAST));
  await limited.raw(question('hai', LAST));
  expect(limited.seen.usual).toBe(1);
  await app.close();
  const away = await world({ away: true });
  await away.raw(question('một', LAST));
  expect(away.seen).toMatchObject({ usual: 1, counted: [] });
});

test('whoever stands behind the proxy of this machine is counted, not the proxy, and nobody by what they claim', async () => {
  const proxied = await world({ behindProxy: true });
  await proxied.raw(question('một', 'x-forwarded-for: 198.51.100.1, 192.0.2.7', LAST));
  expect(proxied.seen.counted).toEqual(['192.0.2.7']);
  await app.close();
  const direct = await world();
  await direct.raw(question('một', 'x-forwarded-for: 192.0.2.7', LAST));
  expect(direct.seen.counted).toEqual(['127.0.0.1']);
});

test('a problem is told as one, a fault of ours without its words', async () => {
  const { seen, raw: ask } = await world();
  const told = await ask(question('bận', LAST));
  expect(told).toContain('HTTP/1.1 503');
  expect(told).toContain('retry-after: 30');
  expect(told).toContain('http://localhost/van-de/busy');
  const broken = await ask(question('hỏng', LAST));
  expect(broken).toContain('HTTP/1.1 500');
  expect(broken).not.toContain('TypeError');
  expect(seen.statuses).toEqual([503, 500]);
});

test('who goes away in the middle of a question leaves nothing behind', async () => {
  const { seen, raw: ask } = await world();
  const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1');
  socket.write(question('một hai ba').slice(0, -3));
  await once(socket, 'ready');
  socket.destroy();
  expect(await ask(question('một', LAST))).toContain('đáp một');
  expect(seen.statuses).toEqual([200]);
});
