import { setTimeout as wait } from 'node:timers/promises';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { anonymous } from '../permission.ts';
import { freezeTime, instant, now } from '../time.ts';
import { answerKeptFirst } from './kept-first.ts';
import { keepPages } from './page-cache.ts';

/** A page of one text that changes, as pages of the product do: whatever happens while it is made is called. */
const text = { words: 'cũ', version: 1, meanwhile: () => {} };

const app = Fastify() as unknown as FastifyInstance;
await app.register(cookie);
app.decorateRequest('actor', null as never);
app.decorateRequest('lang', 'vi');
app.decorateRequest('sessionToken', undefined);
app.addHook('onRequest', async (request, reply) => {
  served.push(request.url);
  void reply.header('x-guard', 'on');
  request.actor = anonymous;
});
const counted: string[] = [];
const served: string[] = [];
answerKeptFirst(app, ({ route }, status) => counted.push(`${route} ${status}`));
await app.register(async (pages) => {
  keepPages(pages, { keyOf: () => 'page', versionOf: async () => ({ value: text.version }), trustedMs: 0 });
  pages.get('/', async (_request, reply) => {
    const { words } = text;
    text.meanwhile();
    return reply.type('text/html; charset=utf-8').header('cache-control', 'public, max-age=60').send(words);
  });
});
/** A page that takes a while to make, and may not be there. */
const slow = { version: 'first' as string | undefined, there: true, made: 0 };
await app.register(async (pages) => {
  keepPages(pages, { keyOf: ({ url }) => url, versionOf: async () => (slow.version ? { value: slow.version } : undefined), trustedMs: 0 });
  pages.get('/slow/:name', async (request, reply) => {
    slow.made += 1;
    const before = slow.version;
    await wait(30);
    void reply.header('link', '</hub>; rel="hub"').header('cache-control', 'no-cache');
    if (request.url === '/slow/fails') throw new Error('the printer is out of paper');
    return slow.there
      ? reply.type('application/atom+xml').send(`<feed>${before}</feed>`)
      : reply.code(404).type('text/html; charset=utf-8').send('<p>nothing</p>');
  });
});
/** A page with a moment at which it changes; trusted for a day up to then. */
const moment = instant('2026-11-22T08:00:00Z');
const awaited = { asked: 0, makingMs: 0 };
await app.register(async (pages) => {
  const isCome = (): boolean => now() >= moment;
  keepPages(pages, {
    keyOf: ({ url }) => url,
    async versionOf() {
      awaited.asked += 1;
      return isCome() ? { value: 'after' } : { value: 'before', until: moment };
    },
    trustedMs: 86_400_000,
  });
  pages.get('/awaited/:name', async (_request, reply) => {
    const words = isCome() ? 'after' : 'before';
    await wait(awaited.makingMs);
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(words);
  });
});
const ask = async (name: string): Promise<string> => (await app.inject(`/awaited/${name}`)).body;

await app.register(async (pages) => {
  keepPages(pages, { keyOf: ({ url }) => url, versionOf: async () => ({ value: 1 }), trustedMs: 60_000 });
  pages.get('/front/:name', async (_request, reply) => reply.type('text/html; charset=utf-8').send('front page'));
});
const brief = { version: 1 };
await app.register(async (pages) => {
  keepPages(pages, { keyOf: ({ url }) => url, versionOf: async () => ({ value: brief.version }), trustedMs: 100 });
  pages.get('/brief/:name', async (_request, reply) => reply.type('text/html; charset=utf-8').send(String(brief.version)));
});

beforeEach(() => Object.assign(slow, { there: true, made: 0 }));
const crowd = (name: string) => Promise.all(Array.from({ length: 20 }, () => app.inject(`/slow/${name}`)));
afterEach(() => freezeTime(undefined));
afterAll(() => app.close());

test('a page that was made of old words while they changed is not sent to the next reader', async () => {
  text.meanwhile = () => Object.assign(text, { words: 'mới', version: 2, meanwhile: () => {} });
  expect((await app.inject('/')).body).toBe('cũ');
  expect((await app.inject('/')).body).toBe('mới');
});

test('a page is made once for as long as its version is the same', async () => {
  const first = await app.inject('/');
  text.words = 'không ai đổi phiên bản';
  const second = await app.inject('/');
  expect([second.body, second.headers.etag]).toEqual([first.body, first.headers.etag]);
});

test('however many ask at a change, the page is made once, and all get its headers', async () => {
  for (const name of ['first', 'second']) {
    slow.version = name;
    for (const answer of await crowd('news')) {
      expect([answer.statusCode, answer.body]).toEqual([200, `<feed>${name}</feed>`]);
      expect(answer.headers).toMatchObject({
        'content-type': 'application/atom+xml',
        link: '</hub>; rel="hub"',
        'cache-control': 'no-cache',
      });
    }
  }
  expect(slow.made).toBe(2);
});

test('what is not there is not there until its version says so, and is made once too', async () => {
  slow.there = false;
  slow.version = 'absent';
  expect((await crowd('waited-for')).every(({ statusCode }) => statusCode === 404)).toBe(true);
  expect(slow.made).toBe(1);
  slow.there = true;
  slow.version = 'come';
  expect((await crowd('waited-for')).map(({ body }) => body)).toEqual(Array.from({ length: 20 }, () => '<feed>come</feed>'));
  expect(slow.made).toBe(2);
});

test('a page that could not be made keeps nobody waiting', async () => {
  expect((await crowd('fails')).map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 20 }, () => 500));
  slow.version = undefined;
  expect((await crowd('not-kept')).every(({ body }) => body === '<feed>undefined</feed>')).toBe(true);
  expect(slow.made).toBe(40);
});

test('a page is trusted up to its moment and not an instant longer', async () => {
  freezeTime('2026-11-22T07:59:59.990Z');
  expect([await ask('trusted'), await ask('trusted')]).toEqual(['before', 'before']);
  expect(awaited.asked).toBe(1);
  freezeTime(moment);
  expect([await ask('trusted'), await ask('trusted')]).toEqual(['after', 'after']);
  expect(awaited.asked).toBe(3);
});

test('a page whose moment came while it was made is not sent to those who asked since', async () => {
  awaited.makingMs = 30;
  freezeTime('2026-11-22T07:59:59.990Z');
  const first = ask('made');
  await wait(10);
  freezeTime(moment);
  const crowd = Promise.all(Array.from({ length: 5 }, () => ask('made')));
  expect(await first).toBe('before');
  expect(await crowd).toEqual(Array.from({ length: 5 }, () => 'after'));
});

describe('readers of whom nothing is known', () => {
  beforeAll(() => app.listen({ port: 0, host: '127.0.0.1' }));
  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const answer = await fetch(app.listeningOrigin + path, { method, headers });
    const all = Object.fromEntries(answer.headers);
    for (const own of ['date', 'connection', 'keep-alive', 'transfer-encoding']) delete all[own];
    return { status: answer.status, body: await answer.text(), headers: all };
  };
  const routed = async (path: string, headers: Record<string, string> = {}) => {
    const before = served.length;
    const answer = await get(path, headers);
    return { ...answer, routed: served.length > before };
  };

  it('are sent the same bytes and headers without a route being asked', async () => {
    const first = await routed('/front/page', { 'accept-encoding': 'br' });
    const second = await routed('/front/page', { 'accept-encoding': 'br' });
    expect([first.routed, second.routed]).toEqual([true, false]);
    expect({ ...second, routed: true }).toEqual(first);
    expect(second.headers).toMatchObject({ 'x-guard': 'on', 'content-encoding': 'br', vary: 'accept-encoding, cookie' });
    expect(counted).toContain('/front/:name 200');
    const again = await routed('/front/page', { 'accept-encoding': 'br', 'if-none-match': first.headers['etag'] ?? '' });
    expect([again.status, again.body, again.headers['content-length'], again.routed]).toEqual([304, '', undefined, false]);
    const plain = await routed('/front/page', { 'accept-encoding': 'identity' });
    expect([plain.body, plain.headers['content-encoding'], plain.routed]).toEqual(['front page', undefined, false]);
  });

  it('are sent nothing that is known to be out of date, however long it was to be trusted', async () => {
    await get('/brief/page');
    await wait(60);
    brief.version = 2;
    expect((await routed('/brief/page')).body).toBe('1');
    await wait(5);
    expect((await routed('/brief/page')).body).toBe('2');
  });

  it('are only those: a cookie, a secret, a program or another verb goes to the route', async () => {
    await get('/front/others');
    for (const headers of [
      { cookie: 'theme=dark' },
      { authorization: 'Basic eDp5' },
      { 'x-system-id': 'a' },
      { accept: 'application/json' },
    ])
      expect((await routed('/front/others', headers as Record<string, string>)).routed).toBe(true);
    expect((await get('/front/others', {}, 'POST')).status).toBe(404);
  });
});
