import { setTimeout as wait } from 'node:timers/promises';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { anonymous } from '../permission.ts';
import { keepPages } from './page-cache.ts';

/** A page of one text that changes, as pages of the product do: whatever happens while it is made is called. */
const text = { words: 'cũ', version: 1, meanwhile: () => {} };

const app = Fastify() as unknown as FastifyInstance;
await app.register(cookie);
app.decorateRequest('actor', null as never);
app.decorateRequest('lang', 'vi');
app.decorateRequest('sessionToken', undefined);
app.addHook('onRequest', async (request) => {
  request.actor = anonymous;
});
await app.register(async (pages) => {
  keepPages(pages, { keyOf: () => 'page', versionOf: async () => text.version, trustedMs: 0 });
  pages.get('/', async (_request, reply) => {
    const { words } = text;
    text.meanwhile();
    return reply.type('text/html; charset=utf-8').header('cache-control', 'public, max-age=60').send(words);
  });
});
/** A page that takes a while to make, and may not be there. */
const slow = { version: 'first' as string | undefined, there: true, made: 0 };
await app.register(async (pages) => {
  keepPages(pages, { keyOf: ({ url }) => url, versionOf: async () => slow.version, trustedMs: 0 });
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
beforeEach(() => Object.assign(slow, { there: true, made: 0 }));
const crowd = (name: string) => Promise.all(Array.from({ length: 20 }, () => app.inject(`/slow/${name}`)));
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
